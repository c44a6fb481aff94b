package io.assay.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.apache.spark.sql.catalyst.util.SQLOrderingUtil;
import org.jspecify.annotations.Nullable;

/** Numbers of numbers, column by column, with Spark's rules for null, NaN and zero. */
final class Arithmetic {

    private Arithmetic() {}

    static Vector<double[]> constant(@Nullable Number number) {
        return Vector.doubles((rows, into) -> {
            Arrays.fill(into.start(rows.size()), 0, rows.size(), number == null ? 0 : number.doubleValue());
            allNull(number == null, rows.size(), into);
        });
    }

    static Vector<long[]> whole(@Nullable Number number) {
        return Vector.longs((rows, into) -> {
            Arrays.fill(into.start(rows.size()), 0, rows.size(), number == null ? 0 : number.longValue());
            allNull(number == null, rows.size(), into);
        });
    }

    private static void allNull(boolean absent, int size, Vector<?> into) {
        if (absent) {
            Arrays.fill(into.startNulls(size), 0, size, true);
        }
    }

    static Vector<double[]> unary(Vector<double[]> operand, DoubleUnaryOperator operator) {
        return Vector.doubles((rows, into) -> {
            double[] from = operand.values(rows);
            double[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = operator.applyAsDouble(from[i]);
            }
            into.nullsOf(rows.size(), operand.nulls(rows), null);
        });
    }

    static Vector<double[]> abs(Vector<double[]> operand) {
        return Vector.doubles((rows, into) -> {
            double[] from = operand.values(rows);
            double[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = Math.abs(from[i]);
            }
            into.nullsOf(rows.size(), operand.nulls(rows), null);
        });
    }

    static Vector<double[]> binary(Vector<double[]> left, Vector<double[]> right, DoubleBinaryOperator operator) {
        return Vector.doubles((rows, into) -> {
            double[] one = left.values(rows);
            double[] other = right.values(rows);
            double[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = operator.applyAsDouble(one[i], other[i]);
            }
            into.nullsOf(rows.size(), left.nulls(rows), right.nulls(rows));
        });
    }

    static Vector<double[]> product(Vector<double[]> left, Vector<double[]> right) {
        return Vector.doubles((rows, into) -> {
            double[] one = left.values(rows);
            double[] other = right.values(rows);
            double[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = one[i] * other[i];
            }
            into.nullsOf(rows.size(), left.nulls(rows), right.nulls(rows));
        });
    }

    /** Null where the divisor is 0. */
    static Vector<double[]> quotient(Vector<double[]> left, Vector<double[]> right) {
        return Vector.doubles((rows, into) -> {
            double[] one = left.values(rows);
            double[] other = right.values(rows);
            double[] to = into.start(rows.size());
            boolean[] before = into.nullsOf(rows.size(), left.nulls(rows), right.nulls(rows));
            boolean[] nulls = before == null ? null : before.clone();
            for (int i = 0; i < rows.size(); i++) {
                if (other[i] == 0) {
                    nulls = nulls == null ? new boolean[rows.size()] : nulls;
                    nulls[i] = true;
                }
                to[i] = one[i] / other[i];
            }
            into.be(to, nulls);
        });
    }

    static Vector<long[]> whole(Vector<long[]> left, Vector<long[]> right, LongBinaryOperator operator) {
        return Vector.longs((rows, into) -> {
            long[] one = left.values(rows);
            long[] other = right.values(rows);
            long[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = operator.applyAsLong(one[i], other[i]);
            }
            into.nullsOf(rows.size(), left.nulls(rows), right.nulls(rows));
        });
    }

    /** The second where the first is NaN. */
    static Vector<double[]> orIfNaN(Vector<double[]> first, Vector<double[]> second) {
        return Vector.doubles((rows, into) -> {
            double[] from = first.values(rows);
            boolean[] nulls = first.nulls(rows);
            int size = rows.size();
            if (!hasNaN(from, nulls, size)) {
                into.be(from, nulls);
                return;
            }
            double[] other = second.values(rows);
            boolean[] otherNulls = second.nulls(rows);
            double[] to = into.start(size);
            boolean[] toNulls = into.startNulls(size);
            for (int i = 0; i < size; i++) {
                boolean isNull = nulls != null && nulls[i];
                boolean replaced = !isNull && Double.isNaN(from[i]);
                to[i] = replaced ? other[i] : from[i];
                toNulls[i] = replaced ? otherNulls != null && otherNulls[i] : isNull;
            }
        });
    }

    private static boolean hasNaN(double[] values, boolean @Nullable [] nulls, int size) {
        for (int i = 0; i < size; i++) {
            if (Double.isNaN(values[i]) && (nulls == null || !nulls[i])) {
                return true;
            }
        }
        return false;
    }

    /** The first of the operands than which none comes before it, by their order times a sign; null ones are passed over. */
    static Vector<double[]> extreme(List<Vector<double[]>> operands, int sign) {
        return Vector.doubles((rows, into) -> {
            int size = rows.size();
            double[] to = into.start(size);
            boolean[] toNulls = into.startNulls(size);
            Arrays.fill(toNulls, 0, size, true);
            for (Vector<double[]> operand : operands) {
                double[] from = operand.values(rows);
                boolean[] nulls = operand.nulls(rows);
                for (int i = 0; i < size; i++) {
                    boolean isNull = nulls != null && nulls[i];
                    if (!isNull && (toNulls[i] || sign * SQLOrderingUtil.compareDoubles(from[i], to[i]) < 0)) {
                        to[i] = from[i];
                        toNulls[i] = false;
                    }
                }
            }
        });
    }

    static Vector<double[]> widened(Vector<long[]> whole) {
        return Vector.doubles((rows, into) -> {
            long[] from = whole.values(rows);
            double[] to = into.start(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = from[i];
            }
            into.nullsOf(rows.size(), whole.nulls(rows), null);
        });
    }

    static Vector<double[]> ofTruths(Vector<byte[]> truths) {
        return Vector.doubles((rows, into) -> {
            byte[] from = truths.values(rows);
            double[] to = into.start(rows.size());
            boolean[] nulls = into.startNulls(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                to[i] = from[i] == Truths.TRUE ? 1 : 0;
                nulls[i] = from[i] == Truths.UNKNOWN;
            }
        });
    }
}
