package io.assay.aggregation;

import io.assay.cost.CarriedVectors;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricPairTally;
import io.assay.cost.MetricTally;
import io.assay.cost.VectorPairTally;
import io.assay.cost.VectorTally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What of a cell's metrics is carried over run dates: for versions and pairs {@link CarriedVectors}, one per carried basis. */
final class CarriedMetricCell {

    private final List<MetricBasis> bases;
    private final int[] carried;
    private final SortedMap<String, CarriedVectors[]> versions = new TreeMap<>();
    private final SortedMap<VersionPair, CarriedVectors[]> pairs = new TreeMap<>();

    CarriedMetricCell(List<MetricBasis> bases) {
        this.bases = bases;
        this.carried = CarriedMetrics.carried(bases);
    }

    boolean isEmpty() {
        return versions.isEmpty() && pairs.isEmpty();
    }

    private CarriedVectors[] of(String version) {
        return versions.computeIfAbsent(version, key -> CarriedMetrics.fill(bases, CarriedVectors::ofVersion));
    }

    private CarriedVectors[] of(VersionPair pair) {
        return pairs.computeIfAbsent(pair, key -> CarriedMetrics.fill(bases, CarriedVectors::ofPair));
    }

    /** Takes over those of a version, if there are any. */
    void take(String version, CarriedVectors @Nullable [] vectors) {
        if (vectors != null) {
            versions.put(version, vectors);
        }
    }

    /** Takes over those of a pair, if there are any. */
    void take(VersionPair pair, CarriedVectors @Nullable [] vectors) {
        if (vectors != null) {
            pairs.put(pair, vectors);
        }
    }

    /** How many buckets have rows of a version in the tally of a basis; 0 where nothing is carried. */
    int buckets(String version, int basis) {
        return buckets(versions.get(version), basis);
    }

    /** How many buckets have rows of a pair in the tally of a basis. */
    int buckets(VersionPair pair, int basis) {
        return buckets(pairs.get(pair), basis);
    }

    private int buckets(CarriedVectors @Nullable [] vectors, int basis) {
        int buckets = 0;
        for (int i = 0; vectors != null && i < carried.length; i++) {
            buckets += carried[i] == basis ? vectors[i].buckets() : 0;
        }
        return buckets;
    }

    /** Puts the tallies of a version in which every bucket is a unit in the place of others, as far as they are carried. */
    void byBuckets(String version, MetricTally[] wholes, MetricTally[] to) {
        CarriedVectors[] vectors = of(version);
        for (int i = 0; i < carried.length; i++) {
            to[carried[i]] = vectors[i].tally((VectorTally) wholes[carried[i]]);
        }
    }

    /** The same of a pair. */
    void byBuckets(VersionPair pair, MetricPairTally[] wholes, MetricPairTally[] to) {
        CarriedVectors[] vectors = of(pair);
        for (int i = 0; i < carried.length; i++) {
            to[carried[i]] = vectors[i].tally((VectorPairTally) wholes[carried[i]]);
        }
    }

    void add(CarriedMetricCell other) {
        other.versions.forEach((version, theirs) -> add(of(version), theirs));
        other.pairs.forEach((pair, theirs) -> add(of(pair), theirs));
    }

    private static void add(CarriedVectors[] ours, CarriedVectors[] theirs) {
        for (int i = 0; i < ours.length; i++) {
            ours[i].add(theirs[i]);
        }
    }

    void clear() {
        versions.clear();
        pairs.clear();
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(versions.size());
        for (var entry : versions.entrySet()) {
            LongText.write(out, entry.getKey());
            write(out, entry.getValue());
        }
        out.writeInt(pairs.size());
        for (var entry : pairs.entrySet()) {
            LongText.write(out, entry.getKey().baseline());
            LongText.write(out, entry.getKey().candidate());
            write(out, entry.getValue());
        }
    }

    private static void write(DataOutput out, CarriedVectors[] vectors) throws IOException {
        for (CarriedVectors each : vectors) {
            each.writeTo(out);
        }
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            read(in, of(LongText.read(in)));
        }
        for (int n = in.readInt(); n > 0; n--) {
            read(in, of(new VersionPair(LongText.read(in), LongText.read(in))));
        }
    }

    private static void read(DataInput in, CarriedVectors[] vectors) throws IOException {
        for (CarriedVectors each : vectors) {
            each.read(in);
        }
    }
}
