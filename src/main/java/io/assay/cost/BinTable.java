package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights of rows by a prefix and one or two bins of scores, of which only those with rows take room. While there are more than
 * {@link #MOST_ENTRIES}, neighbouring bins are merged, all of them at once, so that each holds twice as many.
 *
 * <p>How often they are merged follows from the rows alone: merging never adds entries and more rows never take any away, so
 * the first width at which all rows fit is reached by every order and merge tree, and passed by none.
 */
final class BinTable {

    /** How many entries there are at most. */
    static final int MOST_ENTRIES = 20_000;

    /** A bin is below 2 to this. */
    static final int BIN_BITS = 18;

    private static final long BIN = (1L << BIN_BITS) - 1;

    private Map<Long, BinWeight> entries = new HashMap<>();
    private int shift;

    /** Takes what the table holds. */
    interface Taker {

        /**
         * An entry.
         *
         * @param prefix as it was added
         * @param first the first bin, over 2 to the {@linkplain #shift() shift}
         * @param second the second bin, likewise
         */
        void take(int prefix, int first, int second, BinWeight weight);
    }

    /** Adds a row with a positive weight. */
    void add(int prefix, int first, int second, double weight) {
        entry(key(prefix, first >> shift, second >> shift)).add(weight);
        fit();
    }

    private static long key(long prefix, long first, long second) {
        return (((prefix << BIN_BITS) | first) << BIN_BITS) | second;
    }

    private BinWeight entry(long key) {
        return entries.computeIfAbsent(key, absent -> new BinWeight());
    }

    void add(BinTable other) {
        while (shift < other.shift) {
            merge();
        }
        int coarser = shift - other.shift;
        other.forEach((prefix, first, second, weight) ->
                entry(key(prefix, first >> coarser, second >> coarser)).add(weight));
        fit();
    }

    private void fit() {
        while (entries.size() > MOST_ENTRIES && shift < BIN_BITS) {
            merge();
        }
    }

    private void merge() {
        Map<Long, BinWeight> finer = entries;
        entries = new HashMap<>();
        shift++;
        finer.forEach(
                (key, weight) -> entry(key(key >>> 2 * BIN_BITS, ((key >>> BIN_BITS) & BIN) >> 1, (key & BIN) >> 1))
                        .add(weight));
    }

    /** By how many bits bins are narrowed: 2 to this many neighbours are one. */
    int shift() {
        return shift;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Hands over all entries, in order of prefix and bins. */
    void forEach(Taker taker) {
        new TreeMap<>(entries)
                .forEach((key, weight) -> taker.take(
                        (int) (key >>> 2 * BIN_BITS), (int) (key >>> BIN_BITS & BIN), (int) (key & BIN), weight));
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, shift);
        VariableLength.write(out, entries.size());
        long last = 0;
        for (Map.Entry<Long, BinWeight> entry : new TreeMap<>(entries).entrySet()) {
            VariableLength.write(out, entry.getKey() - last);
            entry.getValue().writeTo(out);
            last = entry.getKey();
        }
    }

    /** Replaces the contents by what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        shift = (int) VariableLength.read(in);
        long key = 0;
        for (long n = VariableLength.read(in); n > 0; n--) {
            key += VariableLength.read(in);
            entry(key).read(in);
        }
    }
}
