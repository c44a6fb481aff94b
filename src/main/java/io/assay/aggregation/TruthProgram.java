package io.assay.aggregation;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.IsNaN;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.util.SQLOrderingUtil;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The expressions that are true or false and are computed in columns. Empty for those that are not. */
final class TruthProgram {

    private final VectorProgram program;

    TruthProgram(VectorProgram program) {
        this.program = program;
    }

    Optional<Vector<byte[]>> truths(Expression expression) {
        Optional<Conditional> conditional = program.conditional(expression);
        if (conditional.isPresent()) {
            List<Vector<byte[]>> branches =
                    conditional.get().values().stream().map(program::truths).toList();
            return Optional.of(program.choice(expression, conditional.get()).truths(branches));
        }
        if (expression instanceof Literal literal) {
            Object value = literal.value();
            return Optional.of(Truths.constant(value == null ? Truths.UNKNOWN : Truths.of((Boolean) value)));
        }
        if (expression instanceof BoundReference reference) {
            return Optional.of(ColumnReading.truths(reference.ordinal()));
        }
        if (expression instanceof IsNull test && hasVector(test.child())) {
            return Optional.of(program.isNull(test.child()));
        }
        if (expression instanceof IsNotNull test && hasVector(test.child())) {
            return Optional.of(Truths.not(program.isNull(test.child())));
        }
        if (expression instanceof Not not) {
            return Optional.of(Truths.not(program.truths(not.child())));
        }
        if (expression instanceof And and) {
            return Optional.of(Truths.and(program.truths(and.left()), program.truths(and.right())));
        }
        if (expression instanceof Or or) {
            return Optional.of(Truths.or(program.truths(or.left()), program.truths(or.right())));
        }
        if (expression instanceof IsNaN test && isDouble(test.child().dataType())) {
            return Optional.of(Truths.isNaN(program.doubles(test.child())));
        }
        return comparison(expression);
    }

    private static boolean isDouble(DataType type) {
        return type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType);
    }

    /** Whether there is another way to know of nulls than to ask Spark. */
    private static boolean hasVector(Expression child) {
        Expression own = VectorProgram.bare(child);
        DataType type = own.dataType();
        return own instanceof BoundReference
                || isDouble(type)
                || WholeNumbers.are(type)
                || type.equals(DataTypes.BooleanType)
                || RowExpression.isObject(type);
    }

    private Optional<Vector<byte[]>> comparison(Expression expression) {
        List<Expression> children = VectorProgram.children(expression);
        if (children.size() != 2) {
            return Optional.empty();
        }
        DataType type = children.get(0).dataType();
        if (!type.equals(children.get(1).dataType())) {
            return Optional.empty();
        }
        if (isDouble(type)) {
            return doubleTest(expression)
                    .map(test ->
                            Truths.compare(program.doubles(children.get(0)), program.doubles(children.get(1)), test));
        }
        return WholeNumbers.are(type)
                ? longTest(expression)
                        .map(test -> Truths.compareWhole(
                                program.longs(children.get(0)), program.longs(children.get(1)), test))
                : Optional.empty();
    }

    /** To Spark NaN is equal to itself and above all others, and the two zeros are equal. */
    private static Optional<Truths.DoubleTest> doubleTest(Expression expression) {
        if (expression instanceof EqualTo) {
            return Optional.of((left, right) -> SQLOrderingUtil.compareDoubles(left, right) == 0);
        }
        if (expression instanceof LessThan) {
            return Optional.of((left, right) -> SQLOrderingUtil.compareDoubles(left, right) < 0);
        }
        if (expression instanceof LessThanOrEqual) {
            return Optional.of((left, right) -> SQLOrderingUtil.compareDoubles(left, right) <= 0);
        }
        if (expression instanceof GreaterThan) {
            return Optional.of((left, right) -> SQLOrderingUtil.compareDoubles(left, right) > 0);
        }
        return expression instanceof GreaterThanOrEqual
                ? Optional.of((left, right) -> SQLOrderingUtil.compareDoubles(left, right) >= 0)
                : Optional.empty();
    }

    private static Optional<Truths.LongTest> longTest(Expression expression) {
        if (expression instanceof EqualTo) {
            return Optional.of((left, right) -> left == right);
        }
        if (expression instanceof LessThan) {
            return Optional.of((left, right) -> left < right);
        }
        if (expression instanceof LessThanOrEqual) {
            return Optional.of((left, right) -> left <= right);
        }
        if (expression instanceof GreaterThan) {
            return Optional.of((left, right) -> left > right);
        }
        return expression instanceof GreaterThanOrEqual
                ? Optional.of((left, right) -> left >= right)
                : Optional.empty();
    }
}
