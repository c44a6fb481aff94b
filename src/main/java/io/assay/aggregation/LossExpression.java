package io.assay.aggregation;

import io.assay.loss.Definition.Argument;
import io.assay.loss.Doubles;
import io.assay.loss.LossFunction;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NaNvl;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One call of a loss as an expression of Spark's, so that generated code calls the loss's own method with primitive
 * arguments: no boxing, no converters. The only class that builds on Spark's internal expressions.
 */
final class LossExpression {

    private final LossFunction function;
    private final List<Expression> arguments;
    private final Method overload;

    private LossExpression(LossFunction function, List<Expression> arguments) {
        this.function = function;
        this.arguments = arguments;
        this.overload = overload();
    }

    /**
     * A call with the arguments of an SQL text, by position or by name.
     *
     * @throws IllegalArgumentException if they do not fit the loss
     */
    static LossExpression of(LossFunction function, List<Expression> given) {
        return new LossExpression(function, arranged(function, given));
    }

    /** The loss; NaN for NaN, null for null, a {@link LossDomainException} outside of the domain. */
    Expression strict() {
        Expression guard = guarded("nanOrFail", DataTypes.DoubleType);
        return new NaNvl(call("loss", EvalMode.ANSI()), guard);
    }

    /** The loss; null wherever there is none. */
    Expression lenient() {
        return new NaNvl(call("loss", EvalMode.TRY()), nullDouble());
    }

    /** What the row adds to the divisor of a ratio; null wherever there is none. */
    Expression denominator() {
        return new NaNvl(call("denominator", EvalMode.TRY()), nullDouble());
    }

    /** Why there is no loss, as a reason code; null where there is one. */
    Expression reason() {
        return guarded("reason", DataTypes.StringType);
    }

    private static Literal nullDouble() {
        return Literal$.MODULE$.create((Object) null, DataTypes.DoubleType);
    }

    private Expression call(String method, scala.Enumeration.Value evalMode) {
        Class<?>[] types = overload.getParameterTypes();
        List<Expression> converted = IntStream.range(0, types.length)
                .mapToObj(i -> converted(i, types[i], evalMode))
                .toList();
        return invoke(function.loss(), method, DataTypes.DoubleType, converted, true);
    }

    private Expression guarded(String method, DataType type) {
        List<DataType> given = arguments.stream().map(Expression::dataType).toList();
        LossGuard guard = new LossGuard(function.loss(), List.of(overload.getParameterTypes()), given);
        List<Expression> fields = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            fields.add(Literal$.MODULE$.create(argument(i).name(), DataTypes.StringType));
            fields.add(arguments.get(i));
        }
        return invoke(guard, method, type, List.of(new CreateNamedStruct(seq(fields))), false);
    }

    private static Expression invoke(
            Object target, String method, DataType type, List<Expression> arguments, boolean nullInNullOut) {
        Literal object = Literal$.MODULE$.fromObject(target, ObjectType.apply(target.getClass()));
        boolean mayBeNull = !nullInNullOut;
        return new Invoke(object, method, type, seq(arguments), seq(List.of()), nullInNullOut, mayBeNull, true);
    }

    private Expression converted(int i, Class<?> wanted, scala.Enumeration.Value evalMode) {
        Expression argument = arguments.get(i);
        DataType type = argument.dataType();
        if (wanted == String.class) {
            return view("text", String.class, cast(argument, DataTypes.StringType, evalMode));
        }
        if (wanted == Doubles.class) {
            boolean array = type instanceof ArrayType || type instanceof NullType;
            DataType doubles = DataTypes.createArrayType(DataTypes.DoubleType, true);
            return array
                    ? view("doubles", Doubles.class, cast(argument, doubles, evalMode))
                    : view("vector", Doubles.class, argument);
        }
        Expression number = cast(argument, DataTypes.DoubleType, evalMode);
        boolean absentMeansSomething = !argument(i).required() && argument(i).fallback() == null;
        return absentMeansSomething
                ? new Coalesce(seq(List.of(number, Literal$.MODULE$.create((Object) Double.NaN, DataTypes.DoubleType))))
                : number;
    }

    private static Expression view(String method, Class<?> type, Expression argument) {
        return new StaticInvoke(
                SparkValues.class,
                ObjectType.apply(type),
                method,
                seq(List.of(argument)),
                seq(List.of()),
                true,
                false,
                true,
                Option.empty());
    }

    private static Expression cast(Expression argument, DataType type, scala.Enumeration.Value evalMode) {
        boolean same = argument.dataType().equals(type)
                || (argument.dataType() instanceof ArrayType array
                        && type instanceof ArrayType
                        && array.elementType().equals(DataTypes.DoubleType));
        return same ? argument : new Cast(argument, type, Option.empty(), evalMode);
    }

    private Argument argument(int i) {
        return function.definition().arguments().get(i);
    }

    /** The method whose parameters need the fewest casts. */
    private Method overload() {
        Method best = null;
        int fewest = Integer.MAX_VALUE;
        for (Method method : function.overloads()) {
            int casts = 0;
            for (int i = 0; i < arguments.size() && casts < Integer.MAX_VALUE; i++) {
                int one = casts(arguments.get(i).dataType(), method.getParameterTypes()[i]);
                casts = one < 0 ? Integer.MAX_VALUE : casts + one;
            }
            if (casts < fewest) {
                best = method;
                fewest = casts;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("Invalid arguments for " + function + ": "
                    + arguments.stream()
                            .map(argument -> argument.dataType().simpleString())
                            .collect(Collectors.joining(", "))
                    + " (it takes "
                    + function.overloads().stream()
                            .map(method -> Arrays.stream(method.getParameterTypes())
                                    .map(LossExpression::sqlName)
                                    .collect(Collectors.joining(", ", "(", ")")))
                            .collect(Collectors.joining(" or "))
                    + ")");
        }
        return best;
    }

    private static String sqlName(Class<?> type) {
        return type == double.class ? "number" : type == String.class ? "text" : "array of numbers";
    }

    /** 0 for the type itself, 1 for one that is cast, -1 for one that cannot be. */
    private static int casts(DataType given, Class<?> wanted) {
        if (given instanceof NullType) {
            return 0;
        }
        boolean array = given instanceof ArrayType || io.assay.input.Expressions.isVector(given);
        if (wanted == Doubles.class || array) {
            return wanted == Doubles.class && array ? 0 : -1;
        }
        boolean text = given instanceof StringType;
        boolean number = given instanceof NumericType || given instanceof BooleanType;
        if (!text && !number) {
            return -1;
        }
        return (wanted == String.class) == text ? 0 : 1;
    }

    private static List<Expression> arranged(LossFunction function, List<Expression> given) {
        List<Argument> declared = function.definition().arguments();
        @Nullable Expression[] slots = new Expression[declared.size()];
        int position = 0;
        for (Expression expression : given) {
            int slot;
            Expression value = expression;
            if (expression instanceof NamedArgumentExpression named) {
                slot = index(function, named.key());
                value = named.value();
            } else {
                slot = position++;
                require(slot < slots.length, function, "takes at most " + slots.length + " arguments");
            }
            require(
                    slots[slot] == null,
                    function,
                    "is given " + declared.get(slot).name() + " twice");
            slots[slot] = value;
        }
        List<Expression> arranged = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            Expression slot = slots[i];
            Argument argument = declared.get(i);
            require(slot != null || !argument.required(), function, "needs " + argument.name());
            arranged.add(slot == null ? fallback(argument) : checked(function, argument, slot));
        }
        return arranged;
    }

    /** A constant parameter outside of its domain is refused before any row is read. */
    private static Expression checked(LossFunction function, Argument argument, Expression value) {
        boolean constant = argument.role() == io.assay.loss.Definition.Role.PARAMETER
                && value instanceof Literal literal
                && literal.value() instanceof Number number
                && !(argument.domain().contains(number.doubleValue()));
        require(
                !constant,
                function,
                "is given " + argument.name() + " = " + value + ": it "
                        + argument.domain().rule());
        return value;
    }

    private static int index(LossFunction function, String name) {
        List<String> names =
                function.definition().arguments().stream().map(Argument::name).toList();
        require(names.contains(name), function, "has no argument " + name);
        return names.indexOf(name);
    }

    private static Expression fallback(Argument argument) {
        Object value = argument.fallback();
        if (value instanceof Doubles doubles) {
            Double[] elements =
                    IntStream.range(0, doubles.size()).mapToObj(doubles::at).toArray(Double[]::new);
            return Literal$.MODULE$.create((Object) elements, DataTypes.createArrayType(DataTypes.DoubleType));
        }
        return value instanceof String
                ? Literal$.MODULE$.create(value, DataTypes.StringType)
                : Literal$.MODULE$.create(value, DataTypes.DoubleType);
    }

    private static void require(boolean holds, LossFunction function, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Invalid call of " + function.name() + ": it " + rule + "; signature: " + function);
        }
    }

    private static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    /** The denominator's method, for the losses that have one. */
    static boolean hasDenominator(LossFunction function) {
        return Optional.of(function.overloads().get(0))
                .flatMap(function::denominator)
                .isPresent();
    }
}
