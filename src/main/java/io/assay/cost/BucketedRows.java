package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tallies of rows by the bucket of their unit, for one version or for both of a pair side by side. There are
 * {@link Buckets#MOST} buckets, and half as many, neighbours merged, whenever all together hold more than
 * {@link #MOST_ENTRIES} a side; if even one bucket is too large it holds nothing and {@link #isFull}.
 *
 * <p>How many buckets there are follows from the rows alone: merging neighbours never adds entries and more rows never
 * take any away, so the first number of buckets at which all rows fit is reached by every order and merge tree, and
 * passed by none.
 */
final class BucketedRows {

    /** How many entries there are at most, a side. */
    static final int MOST_ENTRIES = 100_000;

    private final MetricBasis basis;
    private final int sides;
    private SortedMap<Integer, Part> parts = new TreeMap<>();
    private int buckets = Buckets.MOST;
    private long entries;
    private boolean full;

    BucketedRows(MetricBasis basis, int sides) {
        this.basis = basis;
        this.sides = sides;
    }

    /** One bucket: a tally for each side, and how many of its rows have a weight. */
    private static final class Part {
        private final RowTally[] tallies;
        private long weighted;

        Part(MetricBasis basis, int sides) {
            this.tallies = new RowTally[sides];
            for (int i = 0; i < sides; i++) {
                tallies[i] = basis.rowTally();
            }
        }

        void add(Part other) {
            weighted += other.weighted;
            for (int i = 0; i < tallies.length; i++) {
                tallies[i].add(other.tallies[i]);
            }
        }

        long entries() {
            long sum = 0;
            for (RowTally tally : tallies) {
                sum += tally.entries();
            }
            return sum;
        }
    }

    /**
     * Adds a row to its bucket.
     *
     * @param bucket among {@link Buckets#MOST}
     * @param adding how the row is added to the tally of each side
     */
    void add(int bucket, double weight, List<Consumer<RowTally>> adding) {
        if (full) {
            return;
        }
        Part part = part(place(bucket, Buckets.MOST));
        entries -= part.entries();
        part.weighted += weight > 0 ? 1 : 0;
        for (int i = 0; i < sides; i++) {
            adding.get(i).accept(part.tallies[i]);
        }
        entries += part.entries();
        fit();
    }

    void add(BucketedRows other) {
        if (other.full) {
            fill();
        }
        if (full) {
            return;
        }
        while (buckets > other.buckets) {
            halve();
        }
        other.parts.forEach((bucket, theirs) -> {
            Part part = part(place(bucket, other.buckets));
            entries -= part.entries();
            part.add(theirs);
            entries += part.entries();
        });
        fit();
    }

    private int place(int bucket, int among) {
        return bucket / (among / buckets);
    }

    private Part part(int bucket) {
        return parts.computeIfAbsent(bucket, key -> new Part(basis, sides));
    }

    private void fit() {
        while (isTooLarge() && buckets > 1) {
            halve();
        }
        if (isTooLarge()) {
            fill();
        }
    }

    private boolean isTooLarge() {
        return entries > (long) MOST_ENTRIES * sides;
    }

    private void halve() {
        SortedMap<Integer, Part> finer = parts;
        parts = new TreeMap<>();
        buckets /= 2;
        finer.forEach((bucket, part) -> part(bucket / 2).add(part));
        entries = parts.values().stream().mapToLong(Part::entries).sum();
    }

    private void fill() {
        full = true;
        buckets = 1;
        entries = 0;
        parts.clear();
    }

    /** Whether there was more than one bucket can hold, so that nothing can be read. */
    boolean isFull() {
        return full;
    }

    /** How many buckets the units were put into; not all of them need have rows. */
    int buckets() {
        return buckets;
    }

    /** How many rows with a weight each of the buckets has that have any, in their order. */
    long[] weightedRows() {
        return parts.values().stream()
                .mapToLong(part -> part.weighted)
                .filter(rows -> rows > 0)
                .toArray();
    }

    /** How many buckets add up to something else on the one side than on the other. */
    long differing(int one, int other) {
        return parts.values().stream()
                .filter(part -> part.weighted > 0)
                .filter(part ->
                        !Arrays.equals(Bytes.of(part.tallies[one]::writeTo), Bytes.of(part.tallies[other]::writeTo)))
                .count();
    }

    /** All buckets of a side together. */
    RowTally whole(int side) {
        RowTally whole = basis.rowTally();
        parts.values().forEach(part -> whole.add(part.tallies[side]));
        return whole;
    }

    /** Numbers read off all buckets of a side, with each of those that have a weight left out in turn. */
    Map<String, Jackknife> read(int side, RowReading reading) {
        RowTally rest = whole(side);
        Map<String, Double> values = reading.of(rest);
        List<Map<String, Double>> without = new ArrayList<>();
        for (Part part : parts.values()) {
            if (part.weighted > 0) {
                rest.subtract(part.tallies[side]);
                without.add(reading.of(rest));
                rest.add(part.tallies[side]);
            }
        }
        Map<String, Jackknife> jackknives = new LinkedHashMap<>();
        values.forEach((name, value) -> jackknives.put(
                name,
                new Jackknife(
                        value,
                        without.stream()
                                .mapToDouble(rests -> rests.getOrDefault(name, Double.NaN))
                                .toArray())));
        return jackknives;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(full);
        VariableLength.write(out, buckets);
        VariableLength.write(out, parts.size());
        for (var part : parts.entrySet()) {
            VariableLength.write(out, part.getKey());
            VariableLength.write(out, part.getValue().weighted);
            for (RowTally tally : part.getValue().tallies) {
                tally.writeTo(out);
            }
        }
    }

    /** Replaces the contents by what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        full = in.readBoolean();
        buckets = (int) VariableLength.read(in);
        for (long n = VariableLength.read(in); n > 0; n--) {
            Part part = part((int) VariableLength.read(in));
            part.weighted = VariableLength.read(in);
            for (RowTally tally : part.tallies) {
                tally.read(in);
            }
            entries += part.entries();
        }
    }
}
