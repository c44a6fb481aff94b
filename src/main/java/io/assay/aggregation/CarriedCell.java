package io.assay.aggregation;

import io.assay.cost.CarriedUnits;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What of a cell is carried over run dates: for every version and every pair of versions its {@link CarriedUnits}, one per loss. */
final class CarriedCell {

    private final int losses;
    private final SortedMap<String, CarriedUnits[]> versions = new TreeMap<>();
    private final SortedMap<VersionPair, CarriedUnits[]> pairs = new TreeMap<>();

    CarriedCell(int losses) {
        this.losses = losses;
    }

    boolean isEmpty() {
        return versions.isEmpty() && pairs.isEmpty();
    }

    /** Those of a version; without rows where it has none. */
    CarriedUnits[] of(String version) {
        return versions.computeIfAbsent(version, key -> CarriedTallies.fill(losses, CarriedUnits::ofVersion));
    }

    /** Those of a pair of versions; without rows where it has none. */
    CarriedUnits[] of(VersionPair pair) {
        return pairs.computeIfAbsent(pair, key -> CarriedTallies.fill(losses, CarriedUnits::ofPair));
    }

    /** Takes over those of a version, if there are any. */
    void take(String version, CarriedUnits @Nullable [] units) {
        if (units != null) {
            versions.put(version, units);
        }
    }

    /** Takes over those of a pair, if there are any. */
    void take(VersionPair pair, CarriedUnits @Nullable [] units) {
        if (units != null) {
            pairs.put(pair, units);
        }
    }

    void add(CarriedCell other) {
        other.versions.forEach((version, theirs) -> add(of(version), theirs));
        other.pairs.forEach((pair, theirs) -> add(of(pair), theirs));
    }

    private static void add(CarriedUnits[] ours, CarriedUnits[] theirs) {
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
    }

    private static void read(DataInput in, CarriedUnits[] units) throws IOException {
        for (CarriedUnits each : units) {
            each.read(in);
        }
    }
}
