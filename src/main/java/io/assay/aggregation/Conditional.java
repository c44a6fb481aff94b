package io.assay.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The branches of {@code CASE}, {@code IF} or {@code coalesce}.
 *
 * @param conditions by branch what must be true for it, or for {@code coalesce} what must not be null
 * @param values by branch its value; one more than there are conditions if there is one behind all, otherwise that is null
 */
record Conditional(List<Expression> conditions, List<Expression> values) {

    static Optional<Conditional> of(Expression expression) {
        if (expression instanceof If choice) {
            return Optional.of(
                    new Conditional(List.of(choice.predicate()), List.of(choice.trueValue(), choice.falseValue())));
        }
        if (expression instanceof Coalesce) {
            List<Expression> children = CollectionConverters.asJava(expression.children());
            // Of the last it does not matter whether it is null.
            return Optional.of(new Conditional(children.subList(0, children.size() - 1), children));
        }
        if (!(expression instanceof CaseWhen cases)) {
            return Optional.empty();
        }
        List<Expression> conditions = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        CollectionConverters.asJava(cases.branches()).forEach(branch -> {
            conditions.add(branch._1());
            values.add(branch._2());
        });
        if (cases.elseValue().isDefined()) {
            values.add(cases.elseValue().get());
        }
        return Optional.of(new Conditional(conditions, values));
    }
}
