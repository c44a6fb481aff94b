package io.assay.aggregation;

import io.assay.cost.CarriedUnits;
import io.assay.cost.MetricBasis;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@link CarriedUnits} of one version, or of one pair of versions, slot by slot, one for each loss; and beside them what
 * {@link CarriedMetrics} there are. Where units need not
 * be carried over run dates nothing is added, and nothing is held.
 */
final class CarriedTallies {

    private final int losses;
    private final Supplier<CarriedUnits> none;
    private final Map<Integer, CarriedUnits[]> slots = new HashMap<>();
    private final CarriedMetrics metrics;

    private CarriedTallies(int losses, Supplier<CarriedUnits> none, CarriedMetrics metrics) {
        this.losses = losses;
        this.none = none;
        this.metrics = metrics;
    }

    static CarriedTallies ofVersion(int losses, List<MetricBasis> bases) {
        return new CarriedTallies(losses, CarriedUnits::ofVersion, CarriedMetrics.ofVersion(bases));
    }

    static CarriedTallies ofPair(int losses, List<MetricBasis> bases) {
        return new CarriedTallies(losses, CarriedUnits::ofPair, CarriedMetrics.ofPair(bases));
    }

    static CarriedUnits[] fill(int losses, Supplier<CarriedUnits> none) {
        CarriedUnits[] units = new CarriedUnits[losses];
        for (int i = 0; i < losses; i++) {
            units[i] = none.get();
        }
        return units;
    }

    private CarriedUnits[] of(int slot) {
        return slots.computeIfAbsent(slot, key -> fill(losses, none));
    }

    /** Adds a row in a slot, as far as it has losses. */
    void add(int slot, ScoredBatch batch, int row, Tallier tallier) {
        metrics.add(slot, batch, row);
        CarriedUnits[] units = of(slot);
        for (int i = 0; i < losses; i++) {
            double loss = batch.loss[i][row];
            if (!Double.isNaN(loss)) {
                units[i].addRow(
                        batch.bucket[row], tallier.weight(i, batch.weight[row]), loss, batch.denominator(i, row));
            }
        }
    }

    /** Adds a pair of rows in a slot, as far as both have losses; the baseline's row says in which bucket. */
    void add(int slot, RowPair pair, Tallier tallier) {
        metrics.add(slot, pair);
        if (!pair.usable()) {
            return;
        }
        CarriedUnits[] units = of(slot);
        ScoredBatch ours = pair.candidates();
        ScoredBatch theirs = pair.baselines();
        for (int i = 0; i < losses; i++) {
            double candidate = ours.loss[i][pair.candidate()];
            double baseline = theirs.loss[i][pair.baseline()];
            if (!Double.isNaN(candidate) && !Double.isNaN(baseline)) {
                units[i].addPair(
                        theirs.bucket[pair.baseline()],
                        tallier.weight(i, pair.weight()),
                        candidate,
                        ours.denominator(i, pair.candidate()),
                        baseline,
                        theirs.denominator(i, pair.baseline()));
            }
        }
    }

    /** Adds what another has in a slot to a slot of this one. */
    void addPlace(int slot, CarriedTallies from, int fromSlot) {
        metrics.addPlace(slot, from.metrics, fromSlot);
        CarriedUnits[] theirs = from.slots.get(fromSlot);
        if (theirs != null) {
            CarriedUnits[] own = of(slot);
            for (int i = 0; i < losses; i++) {
                own[i].add(theirs[i]);
            }
        }
    }

    /** Those in a slot, one for each loss; null where nothing was added. */
    CarriedUnits @Nullable [] units(int slot) {
        return slots.get(slot);
    }

    /** Those of metrics. */
    CarriedMetrics metrics() {
        return metrics;
    }

    void writeTo(DataOutput out, int slot) throws IOException {
        metrics.writeTo(out, slot);
        CarriedUnits[] units = slots.get(slot);
        out.writeBoolean(units != null);
        if (units != null) {
            for (CarriedUnits each : units) {
                each.writeTo(out);
            }
        }
    }

    /** Adds what {@link #writeTo} wrote to a slot. */
    void read(DataInput in, int slot) throws IOException {
        metrics.read(in, slot);
        if (in.readBoolean()) {
            for (CarriedUnits each : of(slot)) {
                each.read(in);
            }
        }
    }

    /** The memory held, about. */
    long bytes() {
        long bytes = metrics.bytes();
        for (CarriedUnits[] units : slots.values()) {
            for (CarriedUnits each : units) {
                bytes += each.bytes();
            }
        }
        return bytes;
    }
}
