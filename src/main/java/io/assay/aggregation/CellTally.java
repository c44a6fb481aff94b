package io.assay.aggregation;

import io.assay.cost.BucketPairTally;
import io.assay.cost.BucketTally;
import io.assay.cost.Bytes;
import io.assay.cost.CarriedUnits;
import io.assay.cost.CostTally;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricPairTally;
import io.assay.cost.MetricTally;
import io.assay.cost.PairTally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * All that is tallied in one cell: for every version its losses and metrics, for every pair of versions the same on
 * their pairs. Two of them add; the bytes are the same whatever the order was.
 */
public final class CellTally {

    private final int losses;
    private final List<MetricBasis> bases;
    private final SortedMap<String, CostTally[]> costs = new TreeMap<>();
    private final SortedMap<String, MetricTally[]> metrics = new TreeMap<>();
    private final SortedMap<VersionPair, PairTally[]> pairs = new TreeMap<>();
    private final SortedMap<VersionPair, MetricPairTally[]> metricPairs = new TreeMap<>();
    private final CarriedCell carried;

    CellTally(int losses, List<MetricBasis> bases) {
        this.losses = losses;
        this.bases = List.copyOf(bases);
        this.carried = new CarriedCell(losses, this.bases);
    }

    /** The tallies of a version, one per loss. */
    CostTally[] costs(String version) {
        return costs.computeIfAbsent(version, key -> fill(new CostTally[losses], i -> new CostTally()));
    }

    /** Takes the tallies of a version, which has none yet. */
    void take(String version, CostTally[] tallies) {
        costs.put(version, tallies);
    }

    /** Takes the tallies of a pair, which has none yet. */
    void take(VersionPair pair, PairTally[] tallies) {
        pairs.put(pair, tallies);
    }

    /** The metrics' tallies of a version, one per basis. */
    MetricTally[] metrics(String version) {
        return metrics.computeIfAbsent(
                version,
                key -> fill(new MetricTally[bases.size()], i -> bases.get(i).tally()));
    }

    /** The tallies of a pair, one per loss. */
    PairTally[] pairs(VersionPair pair) {
        return pairs.computeIfAbsent(pair, key -> fill(new PairTally[losses], i -> new PairTally()));
    }

    /** The metrics' tallies of a pair, one per basis. */
    MetricPairTally[] metricPairs(VersionPair pair) {
        return metricPairs.computeIfAbsent(
                pair,
                key -> fill(new MetricPairTally[bases.size()], i -> bases.get(i).pairTally()));
    }

    /** Every version with rows here, with its tallies. */
    public SortedMap<String, CostTally[]> costs() {
        return Collections.unmodifiableSortedMap(costs);
    }

    /** Every version with rows here, with its metrics' tallies. */
    public SortedMap<String, MetricTally[]> metrics() {
        return Collections.unmodifiableSortedMap(metrics);
    }

    public SortedMap<VersionPair, PairTally[]> pairs() {
        return Collections.unmodifiableSortedMap(pairs);
    }

    public SortedMap<VersionPair, MetricPairTally[]> metricPairs() {
        return Collections.unmodifiableSortedMap(metricPairs);
    }

    /** What is carried over run dates besides; nothing where units do not come again. */
    CarriedCell carried() {
        return carried;
    }

    /** In how many buckets clusters of a version have a loss; 0 where nothing is carried. */
    public int carriedBuckets(String version, int loss) {
        return carried.buckets(version, loss);
    }

    /** In how many buckets clusters of a pair have a loss on both sides; 0 where nothing is carried. */
    public int carriedBuckets(VersionPair pair, int loss) {
        return carried.buckets(pair, loss);
    }

    /** In how many buckets clusters of a version have rows in the tally of a basis; 0 where nothing of it is carried. */
    public int carriedMetricBuckets(String version, int basis) {
        MetricTally[] own = metrics.get(version);
        return own != null && own[basis] instanceof BucketTally rows
                ? rows.filledBuckets()
                : carried.metrics().buckets(version, basis);
    }

    /** The same of a pair. */
    public int carriedMetricBuckets(VersionPair pair, int basis) {
        MetricPairTally[] own = metricPairs.get(pair);
        return own != null && own[basis] instanceof BucketPairTally rows
                ? rows.filledBuckets()
                : carried.metrics().buckets(pair, basis);
    }

    /**
     * The tallies in which every bucket of clusters is a unit, as clusters that may have come on several run dates are compared.
     * Tallies of the parts of weighted sums, of which nothing is carried, are empty.
     */
    public CellTally byBuckets() {
        CellTally tally = new CellTally(losses, bases);
        costs.forEach((version, wholes) -> {
            CarriedUnits[] units = carried.of(version);
            tally.costs.put(version, fill(new CostTally[losses], i -> units[i].tally(wholes[i])));
        });
        pairs.forEach((pair, wholes) -> {
            CarriedUnits[] units = carried.of(pair);
            tally.pairs.put(pair, fill(new PairTally[losses], i -> units[i].tally(wholes[i])));
        });
        metrics.forEach((version, wholes) -> {
            MetricTally[] own = tally.metrics(version);
            carried.metrics().byBuckets(version, wholes, own);
            Arrays.setAll(own, i -> wholes[i] instanceof BucketTally rows ? rows.byBuckets() : own[i]);
        });
        metricPairs.forEach((pair, wholes) -> {
            MetricPairTally[] own = tally.metricPairs(pair);
            carried.metrics().byBuckets(pair, wholes, own);
            Arrays.setAll(own, i -> wholes[i] instanceof BucketPairTally rows ? rows.byBuckets() : own[i]);
        });
        return tally;
    }

    /** Adds another cell's tallies and gives this one back. */
    CellTally add(CellTally other) {
        other.costs.forEach((version, theirs) -> addAll(costs(version), theirs, CostTally::add));
        other.metrics.forEach((version, theirs) -> addAll(metrics(version), theirs, MetricTally::add));
        other.pairs.forEach((pair, theirs) -> addAll(pairs(pair), theirs, PairTally::add));
        other.metricPairs.forEach((pair, theirs) -> addAll(metricPairs(pair), theirs, MetricPairTally::add));
        carried.add(other.carried);
        return this;
    }

    byte[] toBytes() {
        return Bytes.of(this::writeTo);
    }

    static CellTally fromBytes(byte[] bytes) {
        return Bytes.read(bytes, CellTally::read);
    }

    private static CellTally read(DataInput in) throws IOException {
        int losses = in.readInt();
        List<MetricBasis> bases = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            bases.add(MetricBasis.readFrom(in));
        }
        CellTally tally = new CellTally(losses, bases);
        tally.readFrom(in);
        if (Bytes.hasMore(in)) {
            tally.carried.read(in);
        }
        return tally;
    }

    /** Writes how every tally of so many losses and these metrics begins. */
    static void writeShape(DataOutput out, int losses, List<MetricBasis> bases) throws IOException {
        out.writeInt(losses);
        out.writeInt(bases.size());
        for (MetricBasis basis : bases) {
            basis.writeTo(out);
        }
    }

    private void writeTo(DataOutput out) throws IOException {
        writeShape(out, losses, bases);
        writeAll(out, costs, LongText::write, CostTally::writeTo);
        writeAll(out, metrics, LongText::write, MetricTally::writeTo);
        writeAll(out, pairs, CellTally::write, PairTally::writeTo);
        writeAll(out, metricPairs, CellTally::write, MetricPairTally::writeTo);
        if (!carried.isEmpty()) {
            carried.writeTo(out);
        }
    }

    private void readFrom(DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            CostTally[] tallies = new CostTally[losses];
            costs.put(LongText.read(in), tallies);
            for (int i = 0; i < tallies.length; i++) {
                tallies[i] = CostTally.readFrom(in);
            }
        }
        for (int n = in.readInt(); n > 0; n--) {
            MetricTally[] tallies = new MetricTally[bases.size()];
            metrics.put(LongText.read(in), tallies);
            for (int i = 0; i < tallies.length; i++) {
                tallies[i] = bases.get(i).read(in);
            }
        }
        for (int n = in.readInt(); n > 0; n--) {
            PairTally[] tallies = new PairTally[losses];
            pairs.put(pair(in), tallies);
            for (int i = 0; i < tallies.length; i++) {
                tallies[i] = PairTally.readFrom(in);
            }
        }
        for (int n = in.readInt(); n > 0; n--) {
            MetricPairTally[] tallies = new MetricPairTally[bases.size()];
            metricPairs.put(pair(in), tallies);
            for (int i = 0; i < tallies.length; i++) {
                tallies[i] = bases.get(i).readPair(in);
            }
        }
    }

    private static void write(DataOutput out, VersionPair pair) throws IOException {
        LongText.write(out, pair.baseline());
        LongText.write(out, pair.candidate());
    }

    private static VersionPair pair(DataInput in) throws IOException {
        return new VersionPair(LongText.read(in), LongText.read(in));
    }

    private interface KeyWriter<K> {
        void write(DataOutput out, K key) throws IOException;
    }

    private interface TallyWriter<T> {
        void write(T tally, DataOutput out) throws IOException;
    }

    private static <K, T> void writeAll(
            DataOutput out, SortedMap<K, T[]> tallies, KeyWriter<K> keyWriter, TallyWriter<T> tallyWriter)
            throws IOException {
        out.writeInt(tallies.size());
        for (var entry : tallies.entrySet()) {
            keyWriter.write(out, entry.getKey());
            for (T tally : entry.getValue()) {
                tallyWriter.write(tally, out);
            }
        }
    }

    private static <T> void addAll(T[] ours, T[] theirs, BiConsumer<T, T> add) {
        for (int i = 0; i < ours.length; i++) {
            add.accept(ours[i], theirs[i]);
        }
    }

    private static <T> T[] fill(T[] array, IntFunction<T> tally) {
        for (int i = 0; i < array.length; i++) {
            array[i] = tally.apply(i);
        }
        return array;
    }
}
