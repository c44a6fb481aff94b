package io.assay.aggregation;

import io.assay.loss.Doubles;
import io.assay.loss.Loss;
import io.assay.loss.LossFunction;
import io.assay.loss.Matrix;
import io.assay.loss.Violation;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Says why a row has no loss. Asked only when a loss gave NaN, so that good rows pay nothing for it. Public, because
 * generated code calls it.
 *
 * <p>It is asked with one row: first the arguments in the types of the overload, then the texts of those that were read
 * from one.
 */
public final class LossGuard implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Type, size, indices and values. */
    private static final int FIELDS_OF_A_VECTOR = 4;

    private final Loss loss;
    private final List<Class<?>> wanted;
    private final List<DataType> types;
    private final List<Integer> parsed;
    private transient @Nullable LossFunction function;

    /**
     * @param wanted the parameter types of the overload that was called
     * @param types the SQL types of the arguments as it is asked with them
     * @param parsed which of them are numbers that were given as texts
     */
    LossGuard(Loss loss, List<Class<?>> wanted, List<DataType> types, List<Integer> parsed) {
        this.loss = loss;
        this.wanted = List.copyOf(wanted);
        this.types = List.copyOf(types);
        this.parsed = List.copyOf(parsed);
    }

    /**
     * NaN where an argument is NaN, as every SQL function has it; null where the row is to be left out.
     *
     * @throws LossDomainException where the arguments are outside of the loss's domain
     */
    public @Nullable Double nanOrFail(InternalRow arguments) {
        Optional<Violation> violation = violation(arguments);
        if (violation.isPresent() && violation.get().isIgnored()) {
            return null;
        }
        if (violation.isPresent() && !violation.get().code().equals("nan")) {
            throw new LossDomainException(violation.get().message());
        }
        return Double.NaN;
    }

    /** The reason code, such as {@code prediction_null}; null when the row has a finite loss. */
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
        @Nullable Object[] values = new Object[wanted.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.isNullAt(i) ? null : value(arguments, i);
        }
        for (int k = 0; k < parsed.size(); k++) {
            int i = parsed.get(k);
            if (values[i] instanceof Double number) {
                String text = SparkValues.text(arguments.getUTF8String(wanted.size() + k));
                Optional<Violation> violation = NumberText.violation(callable, i, text, number);
                if (violation.isPresent()) {
                    return violation;
                }
            }
        }
        return callable.violation(values);
    }

    private Object value(InternalRow arguments, int i) {
        if (wanted.get(i) == String.class) {
            return SparkValues.text(arguments.getUTF8String(i));
        }
        if (wanted.get(i) == Doubles.class) {
            return types.get(i) instanceof ArrayType
                    ? SparkValues.doubles(arguments.getArray(i))
                    : SparkValues.vector(arguments.getStruct(i, FIELDS_OF_A_VECTOR));
        }
        if (wanted.get(i) == Matrix.class) {
            return SparkValues.matrix(arguments.getArray(i));
        }
        return arguments.getDouble(i);
    }

    /** Guards of the same call are one, so that Spark sees that two calls compute the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LossGuard that
                && loss.equals(that.loss)
                && wanted.equals(that.wanted)
                && types.equals(that.types)
                && parsed.equals(that.parsed);
    }

    @Override
    public int hashCode() {
        return loss.hashCode() + 31 * wanted.hashCode();
    }
}
