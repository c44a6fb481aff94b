package io.assay.aggregation;

import io.assay.aggregation.MaskCall.Otherwise;
import io.assay.loss.Catalogue;
import io.assay.loss.DecodeMask;
import io.assay.loss.Definition;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Huber;
import io.assay.loss.LossFunction;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
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
 *
 * and, in the first three forms, {@code decode_mask}, which gives an array for the losses of masks.
 */
public final class LossFunctions {

    /**
     * A session setting: when {@code true}, a call that is analysed is lenient under its plain name too, so that an
     * expression of a user's configuration that calls a loss cannot stop the job.
     */
    public static final String LENIENT = "assay.lenient";

    private LossFunctions() {}

    /**
     * Registers {@code catalogue} with a session that is about to be built.
     *
     * @throws LinkageError if this Spark's internal expressions are not those that this was compiled with; nothing is
     *     registered then, and {@link PlainRegistration} serves once the session is there
     */
    public static void register(SparkSessionExtensions extensions, Catalogue catalogue) {
        rehearse();
        for (LossFunction function : catalogue.all()) {
            for (SqlForm form : SqlForm.of(function)) {
                register(extensions, form, function);
            }
        }
        for (MaskForm form : MaskForm.values()) {
            register(extensions, form);
        }
    }

    private static void register(SparkSessionExtensions extensions, MaskForm form) {
        Function1<Seq<Expression>, Expression> builder = arguments -> {
            List<Expression> given = CollectionConverters.asJava(arguments);
            return NamedCall.of(expression(form, MaskExpression.of(given)), form.sqlName(), given);
        };
        ExpressionInfo description = description(
                form.sqlName(),
                DecodeMask.class.getName(),
                DecodeMask.definition(),
                form.remark(),
                LossFunctions::ruleOfMasks);
        extensions.injectFunction(
                new Tuple3<>(new FunctionIdentifier(form.sqlName(), Option.empty()), description, builder));
    }

    private static Expression expression(MaskForm form, MaskExpression call) {
        return switch (form) {
            case STRICT -> call.mask(isLenient() ? Otherwise.NAN : Otherwise.FAIL);
            case LENIENT -> call.mask(Otherwise.NULL);
            case REASON -> call.reason();
        };
    }

    private static void register(SparkSessionExtensions extensions, SqlForm form, LossFunction function) {
        String name = form.name(function);
        Function1<Seq<Expression>, Expression> builder = arguments -> {
            List<Expression> given = CollectionConverters.asJava(arguments);
            return NamedCall.of(expression(form, LossExpression.of(function, given)), name, given);
        };
        extensions.injectFunction(
                new Tuple3<>(new FunctionIdentifier(name, Option.empty()), description(form, function), builder));
    }

    private static Expression expression(SqlForm form, LossExpression call) {
        return switch (form) {
            case STRICT -> isLenient() ? call.lenient() : call.strict();
            case LENIENT -> call.lenient();
            case REASON -> call.reason();
            case DENOMINATOR -> call.denominator();
        };
    }

    private static boolean isLenient() {
        Option<SparkSession> session = SparkSession.getActiveSession();
        return session.isDefined() && session.get().conf().get(LENIENT, "false").equals("true");
    }

    private static ExpressionInfo description(SqlForm form, LossFunction function) {
        String className = function.loss().getClass().getName();
        String name = form.name(function);
        return description(name, className, function.definition(), form.remark(), function::rule);
    }

    private static ExpressionInfo description(
            String name, String className, Definition definition, String remark, Function<Argument, String> rule) {
        String usage = name + LossFunction.signature(definition) + " - " + definition.summary() + remark;
        String arguments = definition.arguments().stream()
                .map(argument -> "      * " + argument.name() + " - " + rule.apply(argument) + absence(argument))
                .collect(Collectors.joining("\n", "\n    Arguments:\n", "\n"));
        String note = "\n    Formula: " + definition.formula() + "\n    Reference: " + definition.reference() + "\n  ";
        return new ExpressionInfo(className, null, name, usage, arguments, "", note, "", "", "", "java_udf");
    }

    private static String absence(Argument argument) {
        String fallback = argument.fallback() == null ? "; optional" : "; " + argument.fallback() + " if left out";
        return argument.required() ? "" : fallback;
    }

    /** The rule of an argument of masks: that which is declared of it alone, since value and format are no numbers. */
    private static String ruleOfMasks(Argument argument) {
        return DecodeMask.definition().relations().stream()
                .filter(relation -> relation.arguments().equals(List.of(argument.name())))
                .map(relation -> relation.rule().replaceFirst("^" + argument.name() + " ", ""))
                .findFirst()
                .orElseGet(() -> argument.domain().rule());
    }

    /** One small call of each kind, so that a Spark of other internals shows now and not in somebody's query. */
    private static void rehearse() {
        List<Expression> given = List.of(
                Literal$.MODULE$.apply(2), new NamedArgumentExpression("prediction", Literal$.MODULE$.apply("0.5")));
        LossFunction huber = LossFunction.of(new Huber());
        for (SqlForm form : SqlForm.of(huber)) {
            Expression call = NamedCall.of(expression(form, LossExpression.of(huber, given)), "huber", given);
            call.genCode(new CodegenContext());
            Object expected = form == SqlForm.REASON ? null : Double.valueOf(1);
            Object result = call.eval(InternalRow.empty());
            if (expected == null ? result != null : !expected.equals(result)) {
                throw new LinkageError(call + " gives " + result + " on this Spark instead of " + expected);
            }
        }
    }
}
