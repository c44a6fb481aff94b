package io.assay.aggregation;

import io.assay.cost.ConfusionTally;
import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All that is tallied in one cell: for every version its losses and decisions, for every pair of versions the paired
 * losses. Two of them add; the bytes are the same whatever the order was.
 */
public final class CellTally {

    private int losses;
    private int outcomes;
    private final SortedMap<String, CostTally[]> costs = new TreeMap<>();
    private final SortedMap<String, ConfusionTally[]> confusions = new TreeMap<>();
    private final SortedMap<VersionPair, PairTally[]> pairs = new TreeMap<>();

    CellTally(int losses, int outcomes) {
        this.losses = losses;
        this.outcomes = outcomes;
    }

    /** The tallies of a version, one per loss. */
    CostTally[] costs(String version) {
        return costs.computeIfAbsent(version, key -> fill(new CostTally[losses], CostTally::new));
    }

    /** The decisions of a version, one tally per threshold. */
    ConfusionTally[] confusions(String version) {
        return confusions.computeIfAbsent(version, key -> fill(new ConfusionTally[outcomes], ConfusionTally::new));
    }

    /** The tallies of a pair, one per loss. */
    PairTally[] pairs(VersionPair pair) {
        return pairs.computeIfAbsent(pair, key -> fill(new PairTally[losses], PairTally::new));
    }

    /** Every version with rows here, with its tallies. */
    public SortedMap<String, CostTally[]> costs() {
        return Collections.unmodifiableSortedMap(costs);
    }

    public SortedMap<String, ConfusionTally[]> confusions() {
        return Collections.unmodifiableSortedMap(confusions);
    }

    public SortedMap<VersionPair, PairTally[]> pairs() {
        return Collections.unmodifiableSortedMap(pairs);
    }

    /** Adds another cell's tallies and gives this one back. */
    CellTally add(CellTally other) {
        other.costs.forEach((version, theirs) -> {
            CostTally[] ours = costs(version);
            for (int i = 0; i < losses; i++) {
                ours[i].add(theirs[i]);
            }
        });
        other.confusions.forEach((version, theirs) -> {
            ConfusionTally[] ours = confusions(version);
            for (int i = 0; i < outcomes; i++) {
                ours[i].add(theirs[i]);
            }
        });
        other.pairs.forEach((pair, theirs) -> {
            PairTally[] ours = pairs(pair);
            for (int i = 0; i < losses; i++) {
                ours[i].add(theirs[i]);
            }
        });
        return this;
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static CellTally fromBytes(byte[] bytes) {
        try {
            CellTally tally = new CellTally(0, 0);
            tally.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
            return tally;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeTo(DataOutput out) throws IOException {
        out.writeInt(losses);
        out.writeInt(outcomes);
        out.writeInt(costs.size());
        for (var entry : costs.entrySet()) {
            LongText.write(out, entry.getKey());
            for (CostTally tally : entry.getValue()) {
                tally.writeTo(out);
            }
        }
        out.writeInt(confusions.size());
        for (var entry : confusions.entrySet()) {
            LongText.write(out, entry.getKey());
            for (ConfusionTally tally : entry.getValue()) {
                tally.writeTo(out);
            }
        }
        out.writeInt(pairs.size());
        for (var entry : pairs.entrySet()) {
            LongText.write(out, entry.getKey().baseline());
            LongText.write(out, entry.getKey().candidate());
            for (PairTally tally : entry.getValue()) {
                tally.writeTo(out);
            }
        }
    }

    private void readFrom(DataInput in) throws IOException {
        losses = in.readInt();
        outcomes = in.readInt();
        for (int n = in.readInt(); n > 0; n--) {
            CostTally[] tallies = new CostTally[losses];
            String version = LongText.read(in);
            for (int i = 0; i < losses; i++) {
                tallies[i] = CostTally.readFrom(in);
            }
            costs.put(version, tallies);
        }
        for (int n = in.readInt(); n > 0; n--) {
            ConfusionTally[] tallies = new ConfusionTally[outcomes];
            String version = LongText.read(in);
            for (int i = 0; i < outcomes; i++) {
                tallies[i] = ConfusionTally.readFrom(in);
            }
            confusions.put(version, tallies);
        }
        for (int n = in.readInt(); n > 0; n--) {
            VersionPair pair = new VersionPair(LongText.read(in), LongText.read(in));
            PairTally[] tallies = new PairTally[losses];
            for (int i = 0; i < losses; i++) {
                tallies[i] = PairTally.readFrom(in);
            }
            pairs.put(pair, tallies);
        }
    }

    private static <T> T[] fill(T[] array, Supplier<T> supplier) {
        for (int i = 0; i < array.length; i++) {
            array[i] = supplier.get();
        }
        return array;
    }
}
