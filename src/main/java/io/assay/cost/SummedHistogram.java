package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Numbers by the buckets of {@link LogHistogram}: how many are in each, their exact sum and the exact sum of their squares.
 * In a bucket all numbers have one sign, one exponent and the same first four bits, so that what is left of them is a whole
 * number of 48 bits; whole numbers are summed, in 128 bits. The same numbers give the same sums, and the same bytes, in
 * any order, partitioning and merge tree.
 *
 * <p>Only finite numbers can be added, and no more than some 2^31 to a bucket. Only buckets in use are held, in some 70 bytes.
 */
public final class SummedHistogram {

    private static final int FIRST_CAPACITY = 4;
    private static final long OVERHEAD = 80;
    private static final long REST = (1L << LogHistogram.DROPPED_BITS) - 1;

    /** Added to a bucket's key, so that 0 is a free slot. */
    private static final int OFFSET = 1 << 16;

    /** Of a bucket: the count, the sum of rests and that of their squares, each of the latter low word first. */
    static final int WORDS = 5;

    private int[] keys = new int[FIRST_CAPACITY];
    private long[] words = new long[FIRST_CAPACITY * WORDS];
    private int used;
    private long total;

    /** A new histogram, of nothing. */
    public SummedHistogram() {}

    /** Adds one number. */
    public void add(double x) {
        if (!Double.isFinite(x)) {
            throw new IllegalArgumentException("Cannot count " + x + ": only finite numbers have a bucket");
        }
        long rest = Double.doubleToRawLongBits(x) & REST;
        int at = at(LogHistogram.key(x));
        words[at]++;
        add(at + 1, rest, 0);
        add(at + 3, rest * rest, Math.multiplyHigh(rest, rest));
        total++;
    }

    /** Adds another histogram. */
    public void add(SummedHistogram other) {
        add(other, 1);
    }

    /** Adds another histogram so many times. */
    public void add(SummedHistogram other, int times) {
        if (other == this) {
            throw new IllegalArgumentException("Cannot add a histogram to itself");
        }
        for (int slot = 0; slot < other.keys.length && times > 0; slot++) {
            if (other.keys[slot] != 0) {
                add(other.keys[slot] - OFFSET, other.words, slot * WORDS, times);
            }
        }
        total += times * other.total;
    }

    private void add(int key, long[] from, int start, int times) {
        int at = at(key);
        words[at] += times * from[start];
        for (int sum = 1; sum < WORDS; sum += 2) {
            long low = from[start + sum];
            long high = Math.addExact(Math.multiplyExact(from[start + sum + 1], times), above(low, times));
            add(at + sum, low * times, high);
        }
    }

    /** The upper 64 bits of a product, the first factor being without sign. */
    private static long above(long low, int times) {
        return ((low >>> Integer.SIZE) * times + ((low & 0xFFFF_FFFFL) * times >>> Integer.SIZE)) >>> Integer.SIZE;
    }

    /** Adds a number of 128 bits to two words. */
    private void add(int at, long low, long high) {
        words[at] += low;
        long carry = Long.compareUnsigned(words[at], low) < 0 ? 1 : 0;
        words[at + 1] = Math.addExact(words[at + 1], high + carry);
    }

    /** How many numbers were added. */
    public long total() {
        return total;
    }

    /** Forgets all numbers. */
    public void clear() {
        Arrays.fill(keys, 0);
        Arrays.fill(words, 0);
        used = 0;
        total = 0;
    }

    /** The buckets in use, least numbers first. */
    public Run[] runs() {
        int[] sorted = sortedKeys();
        Run[] runs = new Run[sorted.length];
        for (int i = 0; i < runs.length; i++) {
            int at = slot(sorted[i]) * WORDS;
            runs[i] = Run.ofBucket(sorted[i], Arrays.copyOfRange(words, at, at + WORDS));
        }
        return runs;
    }

    /**
     * What an order statistic lies between.
     *
     * @param rank from 0, below {@link #total}
     */
    public Interval orderStatistic(long rank) {
        if (rank < 0 || rank >= total) {
            throw new IllegalArgumentException("No number of rank " + rank + " among " + total);
        }
        long seen = 0;
        for (int key : sortedKeys()) {
            int at = slot(key) * WORDS;
            long count = words[at];
            if (seen + count > rank) {
                return Run.ofBucket(key, Arrays.copyOfRange(words, at, at + WORDS))
                        .orderStatistic(rank - seen);
            }
            seen += count;
        }
        throw new IllegalStateException("Counts do not add up to " + total);
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return OVERHEAD + (long) Integer.BYTES * keys.length + (long) Long.BYTES * words.length;
    }

    /** Writes the sums in the order of their buckets: the only spelling. */
    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, used);
        int previous = LogHistogram.key(-Double.MAX_VALUE);
        for (int key : sortedKeys()) {
            int at = slot(key) * WORDS;
            VariableLength.write(out, key - previous);
            VariableLength.write(out, words[at]);
            for (int sum = 1; sum < WORDS; sum += 2) {
                out.writeLong(words[at + sum]);
                VariableLength.write(out, words[at + sum + 1]);
            }
            previous = key;
        }
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        int key = LogHistogram.key(-Double.MAX_VALUE);
        for (long buckets = VariableLength.read(in); buckets > 0; buckets--) {
            long further = VariableLength.read(in);
            long[] read = new long[WORDS];
            read[0] = VariableLength.read(in);
            for (int sum = 1; sum < WORDS; sum += 2) {
                read[sum] = in.readLong();
                read[sum + 1] = VariableLength.read(in);
            }
            if (further < 0
                    || further > LogHistogram.key(Double.MAX_VALUE) - key
                    || read[0] < 1
                    || read[2] < 0
                    || read[4] < 0) {
                throw new IOException("Cannot read a histogram: no such bucket or sum, the state is damaged");
            }
            key += (int) further;
            add(key, read, 0, 1);
            total += read[0];
        }
    }

    /** Where the words of a bucket are, which comes to be. */
    private int at(int key) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            if (4 * (used + 1) > 3 * keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key + OFFSET;
            used++;
        }
        return slot * WORDS;
    }

    /** The slot of a bucket, or the free slot where it would go. */
    private int slot(int key) {
        int mask = keys.length - 1;
        int slot = (key * 0x9E3779B9) >>> 16 & mask;
        while (keys[slot] != 0 && keys[slot] != key + OFFSET) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        long[] oldWords = words;
        keys = new int[2 * oldKeys.length];
        words = new long[keys.length * WORDS];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldKeys[old] != 0) {
                int slot = slot(oldKeys[old] - OFFSET);
                keys[slot] = oldKeys[old];
                System.arraycopy(oldWords, old * WORDS, words, slot * WORDS, WORDS);
            }
        }
    }

    private int[] sortedKeys() {
        int[] sorted = new int[used];
        int next = 0;
        for (int key : keys) {
            if (key != 0) {
                sorted[next++] = key - OFFSET;
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
