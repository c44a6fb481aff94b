package io.assay.aggregation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Three-valued truths in the order in which the smaller of two is their conjunction and the greater their disjunction. */
final class Truths {

    static final byte FALSE = 0;
    static final byte UNKNOWN = 1;
    static final byte TRUE = 2;

    /** Says of a number whether something holds. */
    interface DoubleTest {
        boolean test(double left, double right);
    }

    /** Says of a whole number whether something holds. */
    interface LongTest {
        boolean test(long left, long right);
    }

    private Truths() {}

    static byte of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    static Vector<byte[]> constant(byte truth) {
        return Vector.truths((rows, into) -> Arrays.fill(into.start(rows.size()), 0, rows.size(), truth));
    }

    static Vector<byte[]> and(Vector<byte[]> left, Vector<byte[]> right) {
        return Vector.truths((rows, into) -> {
            byte[] one = left.values(rows);
            if (are(FALSE, one, rows.size())) {
                into.be(one, null);
                return;
            }
            byte[] other = right.values(rows);
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = one[i] < other[i] ? one[i] : other[i];
            }
        });
    }

    static Vector<byte[]> or(Vector<byte[]> left, Vector<byte[]> right) {
        return Vector.truths((rows, into) -> {
            byte[] one = left.values(rows);
            if (are(TRUE, one, rows.size())) {
                into.be(one, null);
                return;
            }
            byte[] other = right.values(rows);
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = one[i] > other[i] ? one[i] : other[i];
            }
        });
    }

    static Vector<byte[]> not(Vector<byte[]> truth) {
        return Vector.truths((rows, into) -> {
            byte[] from = truth.values(rows);
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = (byte) (TRUE - from[i]);
            }
        });
    }

    /** Whether all are the same. */
    static boolean are(byte truth, byte[] truths, int size) {
        for (int i = 0; i < size; i++) {
            if (truths[i] != truth) {
                return false;
            }
        }
        return true;
    }

    /** True where a truth is not known, else false. */
    static Vector<byte[]> unknown(Vector<byte[]> truth) {
        return Vector.truths((rows, into) -> {
            byte[] from = truth.values(rows);
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = of(from[i] == UNKNOWN);
            }
        });
    }

    /** True where a value is null, else false. */
    static <A> Vector<byte[]> isNull(Vector<A> vector) {
        return Vector.truths((rows, into) -> of(vector.nulls(rows), rows.size(), into.start(rows.size())));
    }

    private static void of(boolean @Nullable [] nulls, int size, byte[] to) {
        if (nulls == null) {
            Arrays.fill(to, 0, size, FALSE);
            return;
        }
        for (int i = 0; i < size; i++) {
            to[i] = of(nulls[i]);
        }
    }

    /** True where there is no object, else false. */
    static Vector<byte[]> isAbsent(Vector<Object[]> objects) {
        return Vector.truths((rows, into) -> {
            Object[] from = objects.values(rows);
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = of(from[i] == null);
            }
        });
    }

    static Vector<byte[]> isNaN(Vector<double[]> number) {
        return Vector.truths((rows, into) -> {
            double[] from = number.values(rows);
            boolean[] nulls = number.nulls(rows);
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                // Spark's answer for null is false.
                to[i] = of(Double.isNaN(from[i]) && (nulls == null || !nulls[i]));
            }
        });
    }

    static Vector<byte[]> compare(Vector<double[]> left, Vector<double[]> right, DoubleTest test) {
        return Vector.truths((rows, into) -> {
            double[] one = left.values(rows);
            double[] other = right.values(rows);
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = test.test(one[i], other[i]) ? TRUE : FALSE;
            }
            forget(to, left.nulls(rows), rows.size());
            forget(to, right.nulls(rows), rows.size());
        });
    }

    static Vector<byte[]> compareWhole(Vector<long[]> left, Vector<long[]> right, LongTest test) {
        return Vector.truths((rows, into) -> {
            long[] one = left.values(rows);
            long[] other = right.values(rows);
            byte[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = test.test(one[i], other[i]) ? TRUE : FALSE;
            }
            forget(to, left.nulls(rows), rows.size());
            forget(to, right.nulls(rows), rows.size());
        });
    }

    private static void forget(byte[] truths, boolean @Nullable [] nulls, int size) {
        if (nulls == null) {
            return;
        }
        for (int i = 0; i < size; i++) {
            if (nulls[i]) {
                truths[i] = UNKNOWN;
            }
        }
    }
}
