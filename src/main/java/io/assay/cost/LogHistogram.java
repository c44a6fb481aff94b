package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;

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

    static final int DROPPED_BITS = 48;
    private static final int FIRST_CAPACITY = 4;
    private static final long OVERHEAD = 64;
    private static final int KEY_BITS = 17;
    private static final long KEY = (1L << KEY_BITS) - 1;
    private static final long MOST = Long.MAX_VALUE >>> KEY_BITS;

    /** Bucket and count in one number, count · 2^17 + (bucket + 2^16), so that either is found by one look; 0 is free. */
    private long[] slots = new long[FIRST_CAPACITY];

    private int used;
    private long total;

    /** A new histogram, of nothing. */
    public LogHistogram() {}

    /** A new histogram of nothing, with room for so many buckets. */
    LogHistogram(int buckets) {
        // At most three of four slots are in use.
        slots = new long[Math.max(FIRST_CAPACITY, Integer.highestOneBit(Math.max(1, 4 * buckets / 3)) << 1)];
    }

    /** Counts one number. */
    public void add(double x) {
        if (!Double.isFinite(x)) {
            throw new IllegalArgumentException("Cannot count " + x + ": only finite numbers have a bucket");
        }
        add(key(x), 1);
    }

    /** Adds another histogram. */
    public void add(LogHistogram other) {
        // A histogram that is added to itself grows nothing, so its slots can be read while they change.
        for (long slot : other.slots) {
            if (slot != 0) {
                add(key(slot), count(slot));
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
        return middle(keyOf(sorted, rank));
    }

    private int keyOf(int[] sorted, long rank) {
        long seen = 0;
        for (int key : sorted) {
            seen += count(slots[slot(key)]);
            if (seen > rank) {
                return key;
            }
        }
        return sorted[sorted.length - 1];
    }

    /**
     * The edges between which an order statistic lies.
     *
     * @param rank from 0, below {@link #total}
     */
    public Interval bucket(long rank) {
        if (rank < 0 || rank >= total) {
            throw new IllegalArgumentException("No number of rank " + rank + " among " + total);
        }
        return edges(keyOf(sortedKeys(), rank));
    }

    /** Between which numbers those of a bucket lie. */
    static Interval edges(int key) {
        double inner = edge(Math.abs(key) - 1);
        double outer = Math.min(Double.MAX_VALUE, edge(Math.abs(key)));
        return key == 0 ? new Interval(0, 0) : key > 0 ? new Interval(inner, outer) : new Interval(-outer, -inner);
    }

    /** The smallest magnitude above so many buckets. */
    static double edge(int buckets) {
        return Double.longBitsToDouble((long) buckets << DROPPED_BITS);
    }

    /** The buckets in use, least numbers first, each number being taken for the middle of its own. */
    Run[] runs() {
        return Arrays.stream(sortedKeys())
                .mapToObj(key -> Run.ofMiddle(key, count(slots[slot(key)])))
                .toArray(Run[]::new);
    }

    /** How many numbers are certainly above a limit; those in its bucket are not. */
    public long above(double limit) {
        int own = key(limit);
        return counted(key -> key > own);
    }

    /** How many numbers are certainly below a limit; those in its bucket are not. */
    public long below(double limit) {
        int own = key(limit);
        return counted(key -> key < own);
    }

    private long counted(IntPredicate keys) {
        long counted = 0;
        for (long slot : slots) {
            if (slot != 0 && keys.test(key(slot))) {
                counted += count(slot);
            }
        }
        return counted;
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return OVERHEAD + (long) Long.BYTES * slots.length;
    }

    /** Writes the counts in the order of their buckets: the only spelling. */
    public void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, used);
        int previous = key(-Double.MAX_VALUE);
        for (int key : sortedKeys()) {
            VariableLength.write(out, key - previous);
            VariableLength.write(out, count(slots[slot(key)]));
            previous = key;
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static LogHistogram readFrom(DataInput in) throws IOException {
        LogHistogram histogram = new LogHistogram();
        long buckets = VariableLength.read(in);
        int key = key(-Double.MAX_VALUE);
        for (long i = 0; i < buckets; i++) {
            long further = VariableLength.read(in);
            long count = VariableLength.read(in);
            if (further < 0 || further > key(Double.MAX_VALUE) - key || count < 1 || count > MOST) {
                throw new IOException("Cannot read a histogram: no such bucket or count, the state is damaged");
            }
            key += (int) further;
            histogram.add(key, count);
        }
        return histogram;
    }

    /** The bucket: 0 for zero, from 1 upwards for positive numbers, its negative for their negatives. */
    static int key(double x) {
        if (x == 0) {
            return 0;
        }
        int magnitude = 1 + (int) (Double.doubleToRawLongBits(Math.abs(x)) >>> DROPPED_BITS);
        return x < 0 ? -magnitude : magnitude;
    }

    static double middle(int key) {
        if (key == 0) {
            return 0.0;
        }
        long lower = (long) (Math.abs(key) - 1) << DROPPED_BITS;
        double middle = Double.longBitsToDouble(lower | 1L << (DROPPED_BITS - 1));
        return key < 0 ? -middle : middle;
    }

    private static int key(long slot) {
        return (int) (slot & KEY) - (1 << (KEY_BITS - 1));
    }

    private static long count(long slot) {
        return slot >>> KEY_BITS;
    }

    private static long packed(int key, long count) {
        if (count > MOST) {
            throw new ArithmeticException("Cannot count " + count + " numbers in a bucket (at most " + MOST + ")");
        }
        return count << KEY_BITS | key + (1 << (KEY_BITS - 1));
    }

    void add(int key, long count) {
        int slot = slot(key);
        long before = slots[slot];
        if (before == 0) {
            if (4 * (used + 1) > 3 * slots.length) {
                grow();
                slot = slot(key);
            }
            used++;
        }
        slots[slot] = packed(key, count(before) + count);
        total += count;
    }

    /** The slot of a bucket, or the free slot where it would go. */
    private int slot(int key) {
        int mask = slots.length - 1;
        long sought = key + (1 << (KEY_BITS - 1));
        int slot = (key * 0x9E3779B9) >>> 16 & mask;
        while (slots[slot] != 0 && (slots[slot] & KEY) != sought) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long slot : old) {
            if (slot != 0) {
                slots[slot(key(slot))] = slot;
            }
        }
    }

    /** How many numbers are in a bucket. */
    long counted(int key) {
        return count(slots[slot(key)]);
    }

    /** The buckets in use, in order. */
    int[] sortedKeys() {
        int[] sorted = new int[used];
        int next = 0;
        for (long slot : slots) {
            if (slot != 0) {
                sorted[next++] = key(slot);
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
