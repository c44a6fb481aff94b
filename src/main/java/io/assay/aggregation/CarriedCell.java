package io.assay.aggregation;

import io.assay.cost.Bytes;
import io.assay.cost.CarriedUnits;
import io.assay.cost.MetricBasis;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a cell is carried over run dates: for every version and every pair of versions its {@link CarriedUnits}, one per loss,
 * and what there is of metrics.
 */
final class CarriedCell {

    private final int losses;
    private final SortedMap<String, CarriedUnits[]> versions = new TreeMap<>();
    private final SortedMap<VersionPair, CarriedUnits[]> pairs = new TreeMap<>();
    private final CarriedMetricCell metrics;

    CarriedCell(int losses, List<MetricBasis> bases) {
        this.losses = losses;
        this.metrics = new CarriedMetricCell(bases);
    }

    /** Those of metrics. */
    CarriedMetricCell metrics() {
        return metrics;
    }

    boolean isEmpty() {
        return versions.isEmpty() && pairs.isEmpty() && metrics.isEmpty();
    }

    /** Those of a version; without rows where it has none. */
    CarriedUnits[] of(String version) {
        return versions.computeIfAbsent(version, key -> CarriedTallies.fill(losses, CarriedUnits::ofVersion));
    }

    /** Those of a pair of versions; without rows where it has none. */
    CarriedUnits[] of(VersionPair pair) {
        return pairs.computeIfAbsent(pair, key -> CarriedTallies.fill(losses, CarriedUnits::ofPair));
    }

    /** How many buckets have rows of a version under a loss. */
    int buckets(String version, int loss) {
        CarriedUnits[] units = versions.get(version);
        return units == null ? 0 : units[loss].buckets();
    }

    /** How many buckets have rows of a pair under a loss. */
    int buckets(VersionPair pair, int loss) {
        CarriedUnits[] units = pairs.get(pair);
        return units == null ? 0 : units[loss].buckets();
    }

    /** Takes over those of a version, if there are any. */
    void take(String version, CarriedTallies tallies, int slot) {
        CarriedUnits @Nullable [] units = tallies.units(slot);
        metrics.take(version, tallies.metrics().vectors(slot));
        if (units != null) {
            versions.put(version, units);
        }
    }

    /** Takes over those of a pair, if there are any. */
    void take(VersionPair pair, CarriedTallies tallies, int slot) {
        CarriedUnits @Nullable [] units = tallies.units(slot);
        metrics.take(pair, tallies.metrics().vectors(slot));
        if (units != null) {
            pairs.put(pair, units);
        }
    }

    void add(CarriedCell other) {
        other.versions.forEach((version, theirs) -> add(of(version), theirs));
        other.pairs.forEach((pair, theirs) -> add(of(pair), theirs));
        metrics.add(other.metrics);
    }

    private static void add(CarriedUnits[] ours, CarriedUnits[] theirs) {
        for (int i = 0; i < ours.length; i++) {
            ours[i].add(theirs[i]);
        }
    }

    void clear() {
        versions.clear();
        pairs.clear();
        metrics.clear();
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
        if (!metrics.isEmpty()) {
            metrics.writeTo(out);
        }
    }

    private static void write(DataOutput out, CarriedUnits[] units) throws IOException {
        for (CarriedUnits each : units) {
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
        if (Bytes.hasMore(in)) {
            metrics.read(in);
        }
    }

    private static void read(DataInput in, CarriedUnits[] units) throws IOException {
        for (CarriedUnits each : units) {
            each.read(in);
        }
    }
}
