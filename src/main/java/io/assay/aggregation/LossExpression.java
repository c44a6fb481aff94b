package io.assay.aggregation;

import io.assay.input.Expressions;
import io.assay.loss.Definition.Argument;
import io.assay.loss.Doubles;
import io.assay.loss.LossFunction;
import io.assay.loss.Matrix;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.CreateArray;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NaNvl;
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
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One call of a loss as an expression of Spark's, so that generated code calls the loss's own method with primitive
 * arguments: no boxing, no converters. With {@link MaskExpression}, {@link NamedCall} and {@link ArgumentOrder} all that
 * builds on Spark's internal expressions; {@link PlainRegistration} does without.
 */
final class LossExpression {

    private static final DataType ARRAY = DataTypes.createArrayType(DataTypes.DoubleType, true);

    private final LossFunction function;
    private final List<Expression> arguments;
    private final Method overload;
    /** The arguments as the overload wants them: double, array of double, array of such arrays, vector or text. */
    private final List<Expression> values;

    private LossExpression(LossFunction function, List<Expression> arguments) {
        this.function = function;
        this.arguments =
                arguments.stream().map(LossExpression::withoutNegativeZero).toList();
        this.overload = overload();
        this.values = IntStream.range(0, arguments.size()).mapToObj(this::value).toList();
        new ConstantParameters(function, overload, values).check();
    }

    /**
     * A call with the arguments of an SQL text, by position or by name.
     *
     * @throws IllegalArgumentException if they do not fit the loss
     */
    static LossExpression of(LossFunction function, List<Expression> given) {
        return new LossExpression(function, ArgumentOrder.of(function.definition(), given));
    }

    /** The loss; NaN for NaN, null for null and for a row to be left out, a {@link LossDomainException} outside of the domain. */
    Expression strict() {
        return new NaNvl(call("loss"), guarded("nanOrFail", DataTypes.DoubleType));
    }

    /** The loss; null where the strict one is NaN or fails. */
    Expression lenient() {
        return new NaNvl(call("loss"), constant(null, DataTypes.DoubleType));
    }

    /** What the row adds to the divisor of a ratio; null where there is no loss. */
    Expression denominator() {
        return new NaNvl(call("denominator"), constant(null, DataTypes.DoubleType));
    }

    /** Why there is no finite loss, as a reason code; null where there is one. */
    Expression reason() {
        return guarded("reason", DataTypes.StringType);
    }

    private Expression call(String method) {
        Class<?>[] types = overload.getParameterTypes();
        List<Expression> parameters = IntStream.range(0, types.length)
                .mapToObj(i -> parameter(i, types[i]))
                .toList();
        return invoke(function.loss(), method, DataTypes.DoubleType, parameters, true);
    }

    private Expression guarded(String method, DataType type) {
        List<Integer> parsed =
                IntStream.range(0, values.size()).filter(this::isParsed).boxed().toList();
        LossGuard guard = new LossGuard(
                function.loss(),
                List.of(overload.getParameterTypes()),
                values.stream().map(Expression::dataType).toList(),
                parsed);
        List<Expression> fields = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            fields.add(constant(argument(i).name(), DataTypes.StringType));
            fields.add(values.get(i));
        }
        for (int i : parsed) {
            fields.add(constant(argument(i).name() + "_text", DataTypes.StringType));
            fields.add(arguments.get(i));
        }
        return invoke(guard, method, type, List.of(new CreateNamedStruct(seq(fields))), false);
    }

    private static Expression invoke(
            Object target, String method, DataType type, List<Expression> parameters, boolean nullInNullOut) {
        return invoke(target, method, type, parameters, nullInNullOut, !nullInNullOut);
    }

    /**
     * A call of a method of {@code target}.
     *
     * @param nullInNullOut whether it is null where any parameter is, and the method not called
     * @param mayBeNull whether the method itself may give null
     */
    static Expression invoke(
            Object target,
            String method,
            DataType type,
            List<Expression> parameters,
            boolean nullInNullOut,
            boolean mayBeNull) {
        Literal object = object(target);
        return new Invoke(object, method, type, seq(parameters), seq(List.of()), nullInNullOut, mayBeNull, true);
    }

    /** What the method is called with: the value itself, or a view of it; NaN or an empty view for an absent one. */
    private Expression parameter(int i, Class<?> wanted) {
        Expression value = values.get(i);
        boolean mayBeAbsent = argument(i).mayBeAbsent();
        if (wanted == String.class) {
            // A constant text is made once, not for every row.
            boolean constant = value.foldable() && value.eval(InternalRow.empty()) != null;
            return constant ? object(text(value)) : view("text", String.class, value, true);
        }
        if (wanted != double.class) {
            String method =
                    wanted == Matrix.class ? "matrix" : Expressions.isVector(value.dataType()) ? "vector" : "doubles";
            return view(mayBeAbsent ? method + "OrNone" : method, wanted, value, !mayBeAbsent);
        }
        return mayBeAbsent ? new Coalesce(seq(List.of(value, constant(Double.NaN, DataTypes.DoubleType)))) : value;
    }

    private Expression value(int i) {
        Expression argument = arguments.get(i);
        Class<?> wanted = overload.getParameterTypes()[i];
        if (wanted == String.class) {
            return cast(argument, DataTypes.StringType);
        }
        if (wanted == Doubles.class) {
            return Expressions.isVector(argument.dataType()) ? argument : numbers(argument);
        }
        if (wanted == Matrix.class) {
            return cast(argument, DataTypes.createArrayType(ARRAY, true));
        }
        return isParsed(i) ? parsed(argument) : cast(argument, DataTypes.DoubleType);
    }

    private boolean isParsed(int i) {
        return overload.getParameterTypes()[i] == double.class
                && arguments.get(i).dataType() instanceof StringType;
    }

    /** A text as a number, the words true and false too: NaN where it is none, so that it does not pass for a null. */
    private static Expression parsed(Expression text) {
        Expression number = cast(text, DataTypes.DoubleType);
        Expression truthOrNaN = converted("truth", DataTypes.DoubleType, text);
        Expression numberOrNaN = new Coalesce(seq(List.of(number, truthOrNaN)));
        return new If(new IsNull(text), constant(null, DataTypes.DoubleType), numberOrNaN);
    }

    static Expression numbers(Expression array) {
        boolean texts = array.dataType() instanceof ArrayType type && type.elementType() instanceof StringType;
        return texts ? converted("numbers", ARRAY, array) : cast(array, ARRAY);
    }

    private static Expression converted(String method, DataType type, Expression argument) {
        return new StaticInvoke(
                SparkValues.class,
                type,
                method,
                seq(List.of(argument)),
                seq(List.of()),
                true,
                false,
                true,
                Option.empty());
    }

    private static Expression view(String method, Class<?> type, Expression argument, boolean nullInNullOut) {
        return new StaticInvoke(
                SparkValues.class,
                ObjectType.apply(type),
                method,
                seq(List.of(argument)),
                seq(List.of()),
                nullInNullOut,
                false,
                true,
                Option.empty());
    }

    private static String text(Expression constant) {
        return SparkValues.text((UTF8String) constant.eval(InternalRow.empty()));
    }

    private static Literal object(Object value) {
        return Literal$.MODULE$.fromObject(value, ObjectType.apply(value.getClass()));
    }

    static Expression cast(Expression argument, DataType type) {
        if (argument.dataType() instanceof NullType) {
            return constant(null, type);
        }
        return isSame(argument.dataType(), type) ? argument : new Cast(argument, type, Option.empty(), EvalMode.TRY());
    }

    /** Whether the types differ at most in where nulls may be. */
    private static boolean isSame(DataType one, DataType other) {
        return one instanceof ArrayType array && other instanceof ArrayType otherArray
                ? isSame(array.elementType(), otherArray.elementType())
                : one.equals(other);
    }

    /** Literals of -0.0 as 0.0, which is the same to every loss: Spark mixes calls up that differ in this alone. */
    private static Expression withoutNegativeZero(Expression argument) {
        if (argument instanceof Literal literal && literal.value() instanceof Double number && number == 0) {
            return constant(0.0, DataTypes.DoubleType);
        }
        if (argument instanceof CreateArray array) {
            List<Expression> elements = CollectionConverters.asJava(array.children()).stream()
                    .map(LossExpression::withoutNegativeZero)
                    .toList();
            // Not withNewChildren, to which nothing would be new.
            return new CreateArray(seq(elements), array.useStringTypeWhenEmpty());
        }
        return argument;
    }

    static Expression constant(@Nullable Object value, DataType type) {
        return Literal$.MODULE$.create(value, type);
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
                int one = casts(i, method.getParameterTypes()[i]);
                casts = one < 0 ? Integer.MAX_VALUE : casts + one;
            }
            if (casts < fewest) {
                best = method;
                fewest = casts;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("Invalid call of " + function.name() + ": it is given " + givenTypes()
                    + "; it takes "
                    + function.overloads().stream().map(this::types).collect(Collectors.joining(" or ")));
        }
        return best;
    }

    private String givenTypes() {
        return IntStream.range(0, arguments.size())
                .filter(i -> !(arguments.get(i).dataType() instanceof NullType))
                .mapToObj(i ->
                        argument(i).name() + " " + arguments.get(i).dataType().simpleString())
                .collect(Collectors.joining(", "));
    }

    private String types(Method method) {
        Class<?>[] types = method.getParameterTypes();
        return IntStream.range(0, types.length)
                .mapToObj(i -> argument(i).name() + " " + sqlName(types[i]))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String sqlName(Class<?> type) {
        if (type == Doubles.class) {
            return "array of numbers";
        }
        return type == double.class ? "number" : type == String.class ? "text" : "array of arrays of numbers";
    }

    /** 0 for the type itself, 1 for one that is cast, -1 for one that cannot be. */
    private int casts(int i, Class<?> wanted) {
        DataType given = arguments.get(i).dataType();
        if (given instanceof NullType) {
            return 0;
        }
        boolean several = Expressions.isVector(given) || given instanceof ArrayType;
        if (several || wanted == Doubles.class || wanted == Matrix.class) {
            boolean fits = wanted == Matrix.class ? isArrayOfArrays(given) : wanted == Doubles.class && isArray(given);
            return fits ? 0 : -1;
        }
        boolean text = given instanceof StringType;
        // A text that is no number would pass for an absent one.
        boolean lost = text && wanted == double.class && argument(i).mayBeAbsent();
        if (!isSimple(given) || lost) {
            return -1;
        }
        return (wanted == String.class) == text ? 0 : 1;
    }

    private static boolean isArray(DataType type) {
        return Expressions.isVector(type)
                || (type instanceof ArrayType array
                        && (isSimple(array.elementType()) || array.elementType() instanceof NullType));
    }

    /** An array of nulls, or of nothing, is one too. */
    private static boolean isArrayOfArrays(DataType type) {
        return type instanceof ArrayType array
                && (array.elementType() instanceof NullType
                        || (array.elementType() instanceof ArrayType && isArray(array.elementType())));
    }

    private static boolean isSimple(DataType type) {
        return type instanceof NumericType || type instanceof BooleanType || type instanceof StringType;
    }

    static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }
}
