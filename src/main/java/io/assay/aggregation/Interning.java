package io.assay.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.MonotonicallyIncreasingID;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Puts expressions in the place of attributes, and makes equal subtrees one object: columns that are computed of columns
 * refer to one another so often that as trees they would have no end.
 */
final class Interning {

    /** Says what in an expression cannot be computed of a row alone. */
    static final class UnfitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnfitException(String reason) {
            super(reason);
        }
    }

    private final Map<Expression, Expression> known = new HashMap<>();

    /** The one object that stands for all equal to this. */
    Expression of(Expression expression) {
        Expression first = known.putIfAbsent(expression, expression);
        return first == null ? expression : first;
    }

    /**
     * The expression with others in the place of its attributes.
     *
     * @param rowNumber what stands in the place of Spark's own number of a row
     */
    Expression substitute(Expression expression, Function<ExprId, Expression> attributes, Expression rowNumber) {
        if (expression instanceof Attribute attribute) {
            return attributes.apply(attribute.exprId());
        }
        if (expression instanceof MonotonicallyIncreasingID) {
            return rowNumber;
        }
        if (expression instanceof PlanExpression<?>) {
            throw new UnfitException("the plan has a subquery");
        }
        if (expression instanceof Unevaluable) {
            throw new UnfitException("the plan has a " + expression.prettyName());
        }
        List<Expression> children = CollectionConverters.asJava(expression.children());
        if (!expression.deterministic() && children.stream().allMatch(Expression::deterministic)) {
            throw new UnfitException("the plan has a " + expression.prettyName() + ", which is not deterministic");
        }
        List<Expression> substituted = new ArrayList<>();
        boolean changed = false;
        for (Expression child : children) {
            Expression next = substitute(child, attributes, rowNumber);
            changed |= next != child;
            substituted.add(next);
        }
        Expression result = changed
                ? (Expression) expression.withNewChildren(
                        CollectionConverters.asScala(substituted).toSeq())
                : expression;
        return result instanceof GetStructField field && field.child() instanceof CreateNamedStruct structure
                ? structure.valExprs().apply(field.ordinal())
                : of(result);
    }

    /** Whether Spark's own number of a row stands in an expression. */
    static boolean numbersRows(Expression expression) {
        return expression instanceof MonotonicallyIncreasingID
                || CollectionConverters.asJava(expression.children()).stream().anyMatch(Interning::numbersRows);
    }
}
