package io.assay.aggregation;

import io.assay.loss.Loss;
import io.assay.loss.LossFunction;
import io.assay.loss.Violation;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Says why a row has no loss. Asked only when a loss gave NaN, so that good rows pay nothing for it. Public, because
 * generated code calls it.
 */
public final class LossGuard implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Loss loss;
    private final List<Class<?>> wanted;
    private final List<DataType> given;
    private transient @Nullable LossFunction function;

    /**
     * @param wanted the parameter types of the overload that was called
     * @param given the SQL types of the arguments, before any cast
     */
    LossGuard(Loss loss, List<Class<?>> wanted, List<DataType> given) {
        this.loss = loss;
        this.wanted = List.copyOf(wanted);
        this.given = List.copyOf(given);
    }

    /**
     * NaN where an argument is NaN, as every SQL function has it.
     *
     * @throws LossDomainException where the arguments are outside of the loss's domain
     */
    public double nanOrFail(InternalRow arguments) {
        Optional<Violation> violation = violation(arguments);
        if (violation.isPresent() && !violation.get().code().equals("nan")) {
            throw new LossDomainException(violation.get().message());
        }
        return Double.NaN;
    }

    /** The reason code, such as {@code prediction_null}; null when the row has a loss. */
    public @Nullable UTF8String reason(InternalRow arguments) {
        return violation(arguments)
                .map(violation -> UTF8String.fromString(violation.reason()))
                .orElse(null);
    }

    private Optional<Violation> violation(InternalRow arguments) {
        LossFunction callable = function;
        if (callable == null) {
            callable = LossFunction.of(loss);
            function = callable;
        }
        @Nullable Object[] values = new Object[given.size()];
        for (int i = 0; i < values.length; i++) {
            String text = unparsable(arguments, i);
            if (text != null) {
                String argument = callable.definition().arguments().get(i).name();
                return Optional.of(new Violation(callable.name(), argument, "not_a_number", text, "must be a number"));
            }
            values[i] = arguments.isNullAt(i) ? null : value(arguments, i);
        }
        return callable.violation(values);
    }

    private @Nullable String unparsable(InternalRow arguments, int i) {
        if (!(given.get(i) instanceof StringType) || wanted.get(i) != double.class || arguments.isNullAt(i)) {
            return null;
        }
        String text = arguments.getUTF8String(i).toString();
        return Double.isNaN(number(text)) && !text.trim().equalsIgnoreCase("nan") ? text : null;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private @Nullable Object value(InternalRow arguments, int i) {
        DataType type = given.get(i);
        if (wanted.get(i) == String.class) {
            return String.valueOf(arguments.get(i, type));
        }
        if (type instanceof ArrayType array) {
            return elements(arguments.getArray(i), array.elementType());
        }
        if (type instanceof NumericType || type instanceof BooleanType || type instanceof StringType) {
            return toDouble(arguments.get(i, type), type);
        }
        return SparkValues.vector(arguments.getStruct(i, 4));
    }

    private static Object elements(ArrayData array, DataType type) {
        double[] values = new double[array.numElements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.isNullAt(i) ? Double.NaN : toDouble(array.get(i, type), type);
        }
        return io.assay.loss.Doubles.of(values);
    }

    private static double toDouble(Object value, DataType type) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (type instanceof DecimalType) {
            return ((org.apache.spark.sql.types.Decimal) value).toDouble();
        }
        return value instanceof Number number ? number.doubleValue() : number(value.toString());
    }
}
