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
 * <p>Only finite numbers can be added. Only buckets in use are held: in order, where they are known when the histogram is made,
 * and in a hash table once one is added.
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
    private static final int COUNT_BITS = Long.SIZE - 1 - KEY_BITS;

    /** Bucket and count in one number, count · 2^17 + (bucket + 2^16), so that either is found by one look; 0 is free. */
    private long[] slots = new long[FIRST_CAPACITY];

    /** Whether the slots are all in use and in the order of their buckets; they are a hash table otherwise. */
    private boolean ordered;

    private int used;
    private long total;

    /** A new histogram, of nothing. */
    public LogHistogram() {}

    /**
     * A histogram of counts in buckets, of which one may come several times.
     *
     * @param entries of {@link #entry}, which are used up
     */
    LogHistogram(long[] entries, int number) {
        sort(entries, number);
        for (int i = 0; i < number; i++) {
            int key = keyOfEntry(entries[i]);
            long count = entries[i] & MOST;
            total += count;
            if (used > 0 && key(entries[used - 1]) == key) {
                entries[used - 1] = packed(key, count(entries[used - 1]) + count);
            } else {
                entries[used++] = packed(key, count);
            }
        }
        slots = used == entries.length ? entries : Arrays.copyOf(entries, used);
        ordered = true;
    }

    /** A count in a bucket as one number; numbers are in the order of their buckets. */
    static long entry(int key, long count) {
        return packed(key, count) >>> KEY_BITS | (long) (key + (1 << (KEY_BITS - 1))) << COUNT_BITS;
    }

    private static int keyOfEntry(long entry) {
        return (int) (entry >>> COUNT_BITS) - (1 << (KEY_BITS - 1));
    }

    /** Sorts the first entries, most of which often are in order. */
    private static void sort(long[] entries, int number) {
        int inOrder = 1;
        while (inOrder < number && entries[inOrder - 1] <= entries[inOrder]) {
            inOrder++;
        }
        if (inOrder < number) {
            Arrays.sort(entries, 0, number);
        }
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
        // One that is added to itself gets no further buckets: its slots change as they are read, or are read where
        // they were.
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
        long[] sorted = sortedSlots();
        double left = orderStatistic(sorted, below);
        double right = fraction == 0 ? left : orderStatistic(sorted, below + 1);
        return left == right ? left : left * (1 - fraction) + right * fraction;
    }

    private static double orderStatistic(long[] sorted, long rank) {
        return middle(keyOf(sorted, rank));
    }

    private static int keyOf(long[] sorted, long rank) {
        long seen = 0;
        for (long slot : sorted) {
            seen += count(slot);
            if (seen > rank) {
                return key(slot);
            }
        }
        return key(sorted[sorted.length - 1]);
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
        return edges(keyOf(sortedSlots(), rank));
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
        return Arrays.stream(sortedSlots())
                .mapToObj(slot -> Run.ofMiddle(key(slot), count(slot)))
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
        for (long slot : sortedSlots()) {
            VariableLength.write(out, key(slot) - previous);
            VariableLength.write(out, count(slot));
            previous = key(slot);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static LogHistogram readFrom(DataInput in) throws IOException {
        long[] entries = new long[FIRST_CAPACITY];
        int number = 0;
        long buckets = VariableLength.read(in);
        int key = key(-Double.MAX_VALUE);
        while (number < buckets) {
            long further = VariableLength.read(in);
            long count = VariableLength.read(in);
            if (further < 0 || further > key(Double.MAX_VALUE) - key || count < 1 || count > MOST) {
                throw new IOException("Cannot read a histogram: no such bucket or count, the state is damaged");
            }
            key += (int) further;
            if (number == entries.length) {
                entries = Arrays.copyOf(entries, 2 * number);
            }
            entries[number++] = entry(key, count);
        }
        return new LogHistogram(entries, number);
    }

    /** The bucket: 0 for zero, from 1 upwards for positive numbers, its negative for their negatives. */
    static int key(double x) {
        if (x == 0) {
            return 0;
        }
        int magnitude = 1 + (int) (Double.doubleToRawLongBits(Math.abs(x)) >>> DROPPED_BITS);
        return x < 0 ? -magnitude : magnitude;
    }

    /** The bucket of a number that is not zero, by its bits. */
    static int keyOfBits(long bits) {
        int sign = (int) (bits >> 63);
        int magnitude = 1 + (int) ((bits & Long.MAX_VALUE) >>> DROPPED_BITS);
        return (magnitude ^ sign) - sign;
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
        if (ordered) {
            hash(2 * Integer.highestOneBit(4 * (used + 1) / 3));
        }
        int slot = slot(key);
        long before = slots[slot];
        if (before == 0) {
            if (4 * (used + 1) > 3 * slots.length) {
                hash(2 * slots.length);
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

    /** Turns the slots into a hash table of so many, of which at most three of four may be in use. */
    private void hash(int size) {
        long[] old = slots;
        slots = new long[Math.max(FIRST_CAPACITY, size)];
        ordered = false;
        for (long slot : old) {
            if (slot != 0) {
                slots[slot(key(slot))] = slot;
            }
        }
    }

    /** How many numbers are in a bucket. */
    long counted(int key) {
        if (!ordered) {
            return count(slots[slot(key)]);
        }
        long found = 0;
        for (long slot : slots) {
            found += key(slot) == key ? count(slot) : 0;
        }
        return found;
    }

    /** The buckets in use, in order. */
    int[] sortedKeys() {
        return Arrays.stream(sortedSlots()).mapToInt(LogHistogram::key).toArray();
    }

    /** The slots in use, in the order of their buckets. */
    private long[] sortedSlots() {
        if (ordered) {
            return slots;
        }
        long[] sorted = new long[used];
        int next = 0;
        for (long slot : slots) {
            if (slot != 0) {
                sorted[next++] = entry(key(slot), count(slot));
            }
        }
        Arrays.sort(sorted);
        for (int i = 0; i < used; i++) {
            sorted[i] = packed(keyOfEntry(sorted[i]), sorted[i] & MOST);
        }
        return sorted;
    }
}
