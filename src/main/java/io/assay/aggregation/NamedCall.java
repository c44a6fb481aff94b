package io.assay.aggregation;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.util.package$;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Shows a call of a loss as it was written, {@code huber(label, prediction, delta => 1.5)}, in names of columns, plans
 * and messages. It computes what its child computes, with the child's own code.
 */
final class NamedCall extends Expression implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Expression child;
    private final String name;
    private final String text;

    private NamedCall(Expression child, String name, String text) {
        this.child = child;
        this.name = name;
        this.text = text;
    }

    /** {@code computed} under the name and with the arguments that the user gave. */
    static NamedCall of(Expression computed, String name, List<Expression> given) {
        String arguments = given.stream().map(NamedCall::text).collect(Collectors.joining(", "));
        return new NamedCall(computed, name, name + "(" + arguments + ")");
    }

    private static String text(Expression argument) {
        return argument instanceof NamedArgumentExpression named
                ? named.key() + " => " + package$.MODULE$.toPrettySQL(named.value(), true)
                : package$.MODULE$.toPrettySQL(argument, true);
    }

    @Override
    public Seq<Expression> children() {
        return CollectionConverters.asScala(List.of(child)).toSeq();
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new NamedCall(children.apply(0), name, text);
    }

    @Override
    public boolean foldable() {
        return child.foldable();
    }

    @Override
    public DataType dataType() {
        return child.dataType();
    }

    @Override
    public boolean nullable() {
        return child.nullable();
    }

    @Override
    public @Nullable Object eval(InternalRow row) {
        return child.eval(row);
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return child.genCode(context);
    }

    @Override
    public String prettyName() {
        return name;
    }

    @Override
    public String sql() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * Two calls are one to Spark if they compute the same, however they are written. To Spark the literals 0.0 and -0.0
     * are equal, but have different hash codes, and where it looks for what two columns share it mixes such calls up.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedCall that && hashCode() == that.hashCode() && child.equals(that.child);
    }

    @Override
    public int hashCode() {
        return child.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof NamedCall;
    }

    @Override
    public int productArity() {
        return 1;
    }

    @Override
    public Object productElement(int index) {
        if (index != 0) {
            throw new IndexOutOfBoundsException(index);
        }
        return child;
    }
}
