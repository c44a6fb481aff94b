package io.assay.aggregation;

import io.assay.loss.Doubles;
import io.assay.loss.Matrix;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Shows Spark's own values to a loss without copying them. Public, because generated code calls it. */
public final class SparkValues {

    private static final byte SPARSE = 0;
    private static final Doubles NO_DOUBLES = Doubles.of();
    private static final Matrix NO_ROWS = Matrix.of();
    private static final Doubles MISSING_ROW = Doubles.of(Double.NaN);

    private SparkValues() {}

    /** A view of an array of doubles; a null element reads as NaN. */
    public static Doubles doubles(ArrayData array) {
        return new ArrayView(array);
    }

    /** A view of an array of doubles, one without elements where it is null. */
    public static Doubles doublesOrNone(@Nullable ArrayData array) {
        return array == null ? NO_DOUBLES : doubles(array);
    }

    /** A view of an array of arrays of doubles; a null row reads as a single NaN. */
    public static Matrix matrix(ArrayData rows) {
        return new MatrixView(rows);
    }

    /** A view of an array of arrays of doubles, one without rows where it is null. */
    public static Matrix matrixOrNone(@Nullable ArrayData rows) {
        return rows == null ? NO_ROWS : matrix(rows);
    }

    /** A view of an MLlib vector in its stored form, one without elements where it is null. */
    public static Doubles vectorOrNone(@Nullable Object stored) {
        return stored == null ? NO_DOUBLES : vector(stored);
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

    private record MatrixView(ArrayData array) implements Matrix {
        @Override
        public int rows() {
            return array.numElements();
        }

        @Override
        public Doubles row(int index) {
            return array.isNullAt(index) ? MISSING_ROW : doubles(array.getArray(index));
        }

        @Override
        public String toString() {
            return IntStream.range(0, rows())
                    .mapToObj(i -> String.valueOf(row(i)))
                    .collect(Collectors.joining(", ", "[", "]"));
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
