package io.assay.aggregation;

import io.assay.loss.Catalogue;
import io.assay.loss.LossFunction;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import scala.Function1;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Registers every loss of a catalogue as SQL functions of a session:
 *
 * <ul>
 *   <li>{@code huber(label, prediction, delta)}: the loss, strict about its domain;
 *   <li>{@code try_huber(…)}: the same, null where there is no loss;
 *   <li>{@code check_huber(…)}: why there is none, as a reason code, or null;
 *   <li>{@code denominator_NAME(…)}: for losses whose cost is a ratio of sums, the divisor's part of a row.
 * </ul>
 */
public final class LossFunctions {

    private LossFunctions() {}

    /** Registers {@code catalogue} with a session that is about to be built. */
    public static void register(SparkSessionExtensions extensions, Catalogue catalogue) {
        for (LossFunction function : catalogue.all()) {
            String name = function.name();
            register(extensions, name, function, LossExpression::strict);
            register(extensions, "try_" + name, function, LossExpression::lenient);
            register(extensions, "check_" + name, function, LossExpression::reason);
            if (LossExpression.hasDenominator(function)) {
                register(extensions, "denominator_" + name, function, LossExpression::denominator);
            }
        }
    }

    private static void register(
            SparkSessionExtensions extensions,
            String name,
            LossFunction function,
            Function<LossExpression, Expression> form) {
        Function1<Seq<Expression>, Expression> builder = arguments -> {
            List<Expression> given = CollectionConverters.asJava(arguments);
            return form.apply(LossExpression.of(function, given));
        };
        extensions.injectFunction(
                new Tuple3<>(new FunctionIdentifier(name, Option.empty()), description(name, function), builder));
    }

    private static ExpressionInfo description(String name, LossFunction function) {
        String usage = function.toString().replaceFirst("^" + function.name(), name) + " - "
                + function.definition().summary();
        return new ExpressionInfo(function.loss().getClass().getName(), "", name, usage, "");
    }
}
