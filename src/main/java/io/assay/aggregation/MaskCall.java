package io.assay.aggregation;

import io.assay.loss.DecodeMask;
import io.assay.loss.Doubles;
import io.assay.loss.MaskException;
import io.assay.loss.Violation;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Decodes masks for SQL, over Spark's own values. Public, because generated code calls it.
 *
 * @param otherwise what becomes of what cannot be decoded
 */
public record MaskCall(Otherwise otherwise) implements Serializable {

    private static final double[] NO_NUMBER = {Double.NaN};

    /** What a call gives for a value that cannot be decoded. */
    enum Otherwise {
        FAIL,
        NULL,
        /** A NaN in place of a mask, so that a job tells a mask that is broken from one that is not there. */
        NAN
    }

    /**
     * The mask.
     *
     * @param value a text, binary or an array of doubles, as Spark holds it
     * @throws LossDomainException if it cannot be decoded and the call is to fail then
     */
    public @Nullable ArrayData decode(Object value, UTF8String format, double height, double width, double threshold) {
        double[] mask = mask(known(value), format.toString(), height, width, threshold);
        return mask == null ? null : ArrayData.toArrayData(mask);
    }

    /** Why there is no mask, as a reason code; null where there is one. */
    public @Nullable UTF8String reason(
            @Nullable Object value, @Nullable UTF8String format, double height, double width, double threshold) {
        Object known = value == null ? null : known(value);
        String reason = code(known, format == null ? null : format.toString(), height, width, threshold);
        return reason == null ? null : UTF8String.fromString(reason);
    }

    private static Object known(Object value) {
        if (value instanceof ArrayData array) {
            return SparkValues.doubles(array);
        }
        return value instanceof UTF8String text ? SparkValues.text(text) : value;
    }

    /** The mask of a String, bytes or {@link Doubles}. */
    double @Nullable [] mask(Object value, String format, double height, double width, double threshold) {
        try {
            return DecodeMask.decode(value, format, height, width, threshold);
        } catch (MaskException e) {
            return switch (otherwise) {
                case FAIL -> throw new LossDomainException(String.valueOf(e.getMessage()));
                case NULL -> null;
                case NAN -> NO_NUMBER.clone();
            };
        }
    }

    /** Why a String, bytes or {@link Doubles} is no mask; null if it is one. */
    static @Nullable String code(
            @Nullable Object value, @Nullable String format, double height, double width, double threshold) {
        if (value == null || format == null) {
            return value == null ? "value_null" : "format_null";
        }
        try {
            DecodeMask.decode(value, format, height, width, threshold);
            return null;
        } catch (MaskException e) {
            return Optional.of(e.violation()).map(Violation::reason).orElse(null);
        }
    }
}
