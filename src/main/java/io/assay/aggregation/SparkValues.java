package io.assay.aggregation;

import io.assay.loss.Doubles;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Shows Spark's own values to a loss without copying them. Public, because generated code calls it. */
public final class SparkValues {

    private static final byte SPARSE = 0;

    private SparkValues() {}

    /** A view of an array of doubles; a null element reads as NaN. */
    public static Doubles doubles(ArrayData array) {
        return new ArrayView(array);
    }

    /**
     * A view of an MLlib vector in its stored form, an {@link InternalRow} of type, size, indices and values. It takes an
     * Object because that is what Spark looks for in a function of a user-defined type.
     */
    public static Doubles vector(Object stored) {
        InternalRow vector = (InternalRow) stored;
        ArrayData values = vector.getArray(3);
        return vector.getByte(0) == SPARSE
                ? new SparseView(vector.getInt(1), vector.getArray(2), values)
                : new ArrayView(values);
    }

    /** 1 for the word true and 0 for the word false, in any case; NaN for any other text. */
    public static double truth(UTF8String text) {
        return NumberText.truth(text.toString());
    }

    /** The numbers that an array of texts holds; NaN where an element is null or no number. */
    public static ArrayData numbers(ArrayData texts) {
        double[] numbers = new double[texts.numElements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = texts.isNullAt(i)
                    ? Double.NaN
                    : NumberText.parse(texts.getUTF8String(i).toString());
        }
        return ArrayData.toArrayData(numbers);
    }

    /** Spark's text as Java's. */
    public static String text(UTF8String text) {
        return text.toString();
    }

    private record ArrayView(ArrayData array) implements Doubles {
        @Override
        public int size() {
            return array.numElements();
        }

        @Override
        public double at(int index) {
            return array.isNullAt(index) ? Double.NaN : array.getDouble(index);
        }

        @Override
        public String toString() {
            return elements(this);
        }
    }

    private record SparseView(int size, ArrayData indices, ArrayData values) implements Doubles {
        @Override
        public double at(int index) {
            int low = 0;
            int high = indices.numElements() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int at = indices.getInt(middle);
                if (at == index) {
                    return values.getDouble(middle);
                }
                if (at < index) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return 0;
        }

        @Override
        public String toString() {
            return elements(this);
        }
    }

    private static String elements(Doubles values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> String.valueOf(values.at(i)))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
