package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts of numbers in buckets of constant relative width, from which quantiles are read. The bucket is the sign,
 * exponent and first four mantissa bits of the double: 16 buckets an octave on either side of a bucket for zero. Counts
 * are integers, so the same numbers give the same histogram in any order, partitioning and merge tree.
 *
 * <p>Only finite numbers can be added. Only buckets in use are held.
 */
public final class LogHistogram {

    /**
     * The largest relative error of a quantile against the true order statistic: half a bucket, 1/32. It does not hold
     * for magnitudes below 2^-1022, whose buckets have a constant width of 2^-1026.
     */
    public static final double RELATIVE_ERROR = 0x1p-5;

    private static final int DROPPED_BITS = 48;
    private static final int FIRST_CAPACITY = 16;

    private int[] keys = new int[FIRST_CAPACITY];
    private long[] counts = new long[FIRST_CAPACITY];
    private int used;
    private long total;

    /** A new histogram, of nothing. */
    public LogHistogram() {}

    /** Counts one number. */
    public void add(double x) {
        if (!Double.isFinite(x)) {
            throw new IllegalArgumentException("Cannot count " + x + ": only finite numbers have a bucket");
        }
        add(key(x), 1);
    }

    /** Adds another histogram. */
    public void add(LogHistogram other) {
        for (int slot = 0; slot < other.keys.length; slot++) {
            if (other.counts[slot] != 0) {
                add(other.keys[slot], other.counts[slot]);
            }
        }
    }

    /** How many numbers were counted. */
    public long total() {
        return total;
    }

    /**
     * The {@code q}-quantile, 0 ≤ q ≤ 1, interpolated between the two nearest order statistics as most libraries do by
     * default; each of them is within {@link #RELATIVE_ERROR}. NaN of nothing.
     */
    public double quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("Invalid quantile: " + q + " (must be between 0 and 1)");
        }
        if (total == 0) {
            return Double.NaN;
        }
        double rank = q * (total - 1);
        long below = (long) rank;
        double fraction = rank - below;
        int[] sorted = sortedKeys();
        double left = orderStatistic(sorted, below);
        double right = fraction == 0 ? left : orderStatistic(sorted, below + 1);
        return left == right ? left : left * (1 - fraction) + right * fraction;
    }

    private double orderStatistic(int[] sorted, long rank) {
        long seen = 0;
        for (int key : sorted) {
            seen += counts[slot(key)];
            if (seen > rank) {
                return middle(key);
            }
        }
        return middle(sorted[sorted.length - 1]);
    }

    /** Writes the counts in the order of their buckets: the only spelling. */
    public void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, used);
        int previous = key(-Double.MAX_VALUE);
        for (int key : sortedKeys()) {
            VariableLength.write(out, key - previous);
            VariableLength.write(out, counts[slot(key)]);
            previous = key;
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static LogHistogram readFrom(DataInput in) throws IOException {
        LogHistogram histogram = new LogHistogram();
        long buckets = VariableLength.read(in);
        int key = key(-Double.MAX_VALUE);
        for (long i = 0; i < buckets; i++) {
            key += (int) VariableLength.read(in);
            histogram.add(key, VariableLength.read(in));
        }
        return histogram;
    }

    /** The bucket: 0 for zero, from 1 upwards for positive numbers, its negative for their negatives. */
    private static int key(double x) {
        if (x == 0) {
            return 0;
        }
        int magnitude = 1 + (int) (Double.doubleToRawLongBits(Math.abs(x)) >>> DROPPED_BITS);
        return x < 0 ? -magnitude : magnitude;
    }

    private static double middle(int key) {
        if (key == 0) {
            return 0.0;
        }
        long lower = (long) (Math.abs(key) - 1) << DROPPED_BITS;
        double middle = Double.longBitsToDouble(lower | 1L << (DROPPED_BITS - 1));
        return key < 0 ? -middle : middle;
    }

    private void add(int key, long count) {
        int slot = slot(key);
        if (counts[slot] == 0) {
            if (2 * used >= keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            used++;
        }
        counts[slot] += count;
        total += count;
    }

    /** The slot of a bucket, or the free slot where it would go. */
    private int slot(int key) {
        int mask = keys.length - 1;
        int slot = (key * 0x9E3779B9) >>> 16 & mask;
        while (counts[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new int[2 * oldKeys.length];
        counts = new long[2 * oldKeys.length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldCounts[old] != 0) {
                int slot = slot(oldKeys[old]);
                keys[slot] = oldKeys[old];
                counts[slot] = oldCounts[old];
            }
        }
    }

    private int[] sortedKeys() {
        int[] sorted = new int[used];
        int next = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] != 0) {
                sorted[next++] = keys[slot];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
