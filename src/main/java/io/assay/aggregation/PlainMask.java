package io.assay.aggregation;

import io.assay.loss.Doubles;
import org.apache.spark.sql.api.java.UDF5;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * The decoding of masks over boxed values, for {@link PlainRegistration}.
 *
 * @param call what to do where there is no mask; null to tell why
 */
record PlainMask(@Nullable MaskCall call) implements UDF5<Object, Object, Object, Object, Object, Object> {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object call(
            @Nullable Object value,
            @Nullable Object format,
            @Nullable Object height,
            @Nullable Object width,
            @Nullable Object threshold) {
        Object known = value instanceof Seq<?> elements ? Doubles.of(numbers(elements)) : value;
        String name = format == null ? null : format.toString();
        MaskCall decoding = call;
        if (decoding == null) {
            return MaskCall.code(known, name, number(height), number(width), number(threshold));
        }
        return known == null || name == null
                ? null
                : decoding.mask(known, name, number(height), number(width), number(threshold));
    }

    private static double number(@Nullable Object given) {
        return given instanceof Number number
                ? number.doubleValue()
                : given instanceof String text ? NumberText.parse(text) : Double.NaN;
    }

    private static double[] numbers(Seq<?> elements) {
        double[] numbers = new double[elements.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(elements.apply(i));
        }
        return numbers;
    }
}
