package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@link CostTally}s of many places under several losses. A row is handed over once, by {@link #begin} and one call
 * for each loss, and then added in every place that it counts in.
 *
 * <p>What it holds for a place is numbers in arrays, and what a row adds there is prepared once. The usual row has one
 * weight for all its losses, and denominators of 1; what its weight alone adds is held once for all losses, and taken
 * away again for a loss that the row has not. Whatever is not usual goes to tallies of its own.
 *
 * <p>A place of three losses holds some 820 bytes if all weights are 1 and 970 if not, of which 580 are for histograms.
 */
public final class CostTallies {

    private final int losses;
    private final boolean clustered;
    private final LossRanges ranges;
    private final CostUnits units;
    /** Of clustered rows; others are units. */
    private final CostRows rows;

    private final BitSet seen = new BitSet();
    private final UnscoredRows unscored = new UnscoredRows();
    private final Map<Long, CostTally> others = new HashMap<>();
    private final OpenUnits open;

    /** Usual rows that are units, yet to be added: their weight and losses. */
    private final PendingRows pending;

    private final double[] values;
    private final double[] weights;
    private final double[] denominators;
    private final int[] reasonOfLoss;

    private boolean prepared;
    private double weight;
    private final int[] usual;
    private int usualLosses;
    /** The usual losses that are neither 0 nor 1. */
    private final int[] ranged;

    private int rangedLosses;
    private int openLosses;
    private final int[] unusual;
    private int unusualLosses;
    private boolean deferred;

    /**
     * @param clustered whether a row is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     */
    public CostTallies(int losses, boolean clustered) {
        this.losses = losses;
        this.clustered = clustered;
        this.ranges = new LossRanges(losses);
        this.units = new CostUnits(losses);
        this.rows = new CostRows(losses);
        this.open = new OpenUnits(losses);
        this.pending = new PendingRows(1 + losses);
        this.values = new double[losses];
        this.weights = new double[losses];
        this.denominators = new double[losses];
        this.reasonOfLoss = new int[losses];
        this.usual = new int[losses];
        this.ranged = new int[losses];
        this.unusual = new int[losses];
    }

    /** Starts a row, in place of the one before. Each loss must be told of before it is added anywhere. */
    public void begin() {
        prepared = false;
    }

    /** The row's loss. */
    public void set(int loss, double value, double weight, double denominator) {
        values[loss] = value;
        weights[loss] = weight;
        denominators[loss] = denominator;
        if (Double.isNaN(value)) {
            reasonOfLoss[loss] = unscored.reason("");
        }
    }

    /** The row has no such loss. */
    public void setUnscored(int loss, String reason) {
        values[loss] = Double.NaN;
        reasonOfLoss[loss] = unscored.reason(reason);
    }

    /** Adds the row in a place; places are numbered from 0 and come to be when something is added there. */
    public void add(int place) {
        seen.set(place);
        if (!prepared) {
            prepare();
        }
        if (deferred) {
            pending.add(place, weight != 1);
            return;
        }
        if (usualLosses > 0) {
            if (clustered) {
                rows.add(place);
            } else {
                units.add(place);
            }
            ranges.add(place, ranged, rangedLosses);
        }
        for (int i = 0; i < unusualLosses; i++) {
            addUnusual(place, unusual[i]);
        }
        if (openLosses > 0) {
            open.add(place);
        }
    }

    /** Splits the row into what each place adds. */
    private void prepare() {
        usualLosses = 0;
        unusualLosses = 0;
        rangedLosses = 0;
        for (int i = 0; i < losses; i++) {
            if (!isUsual(i) || (usualLosses > 0 && weights[i] != weight)) {
                unusual[unusualLosses++] = i;
            } else {
                weight = weights[i];
                usual[usualLosses++] = i;
            }
        }
        deferred = usualLosses == losses && !clustered && weight != 0 && units.fits(weight, values);
        if (deferred) {
            defer();
        } else if (usualLosses > 0) {
            prepareUsual();
        }
        openLosses = clustered ? prepareOpen() : 0;
        prepared = true;
    }

    private void defer() {
        if (pending.isEnough()) {
            addPending();
        }
        int at = pending.begin();
        double[] numbers = pending.numbers();
        numbers[at] = weight;
        for (int i = 0; i < losses; i++) {
            // Not −0.0, so that rows have one zero.
            numbers[at + 1 + i] = values[i] + 0.0;
            if (!UnitMoments.isBit(values[i])) {
                ranges.note(i, values[i]);
            }
        }
    }

    private void addPending() {
        if (pending.isEmpty()) {
            return;
        }
        prepared = false;
        pending.drain(runs -> {
            units.add(runs);
            ranges.add(runs);
        });
    }

    private void prepareUsual() {
        if (clustered) {
            rows.begin(weight);
        } else {
            units.begin(weight);
        }
        for (int i = 0; i < usualLosses; i++) {
            int loss = usual[i];
            boolean counted = clustered ? rows.put(loss, values[loss]) : units.putRow(loss, values[loss]);
            if (!counted) {
                ranges.set(loss, values[loss]);
                ranged[rangedLosses++] = loss;
            }
        }
        if (unusualLosses > 0 && clustered) {
            rows.beginMissing(weight);
        } else if (unusualLosses > 0) {
            units.beginMissing();
        }
    }

    private int prepareOpen() {
        DigitRow row = open.begin();
        int put = 0;
        for (int i = 0; i < losses; i++) {
            if (!Double.isNaN(values[i])) {
                Weight.check(weights[i]);
                if (weights[i] > 0) {
                    open.put(row, i, values[i], weights[i], denominators[i]);
                    put++;
                }
            }
        }
        return put;
    }

    private boolean isUsual(int loss) {
        double ownWeight = weights[loss];
        return Double.isFinite(values[loss])
                && ownWeight >= 0
                && ownWeight < Double.POSITIVE_INFINITY
                && (clustered || denominators[loss] == 1);
    }

    private void addUnusual(int place, int loss) {
        int lossPlace = lossPlace(place, loss);
        if (usualLosses > 0) {
            if (clustered) {
                rows.addMissing(lossPlace);
            } else {
                units.addMissing(lossPlace);
            }
        }
        if (Double.isNaN(values[loss])) {
            unscored.add(lossPlace, reasonOfLoss[loss]);
            return;
        }
        CostTally other = other(lossPlace);
        other.addRow(values[loss], weights[loss]);
        if (!clustered) {
            UnitSums unit = new UnitSums();
            unit.add(values[loss], weights[loss], denominators[loss]);
            other.addUnit(unit);
        }
    }

    private int lossPlace(int place, int loss) {
        return place * losses + loss;
    }

    private CostTally other(int lossPlace) {
        return others.computeIfAbsent((long) lossPlace, key -> new CostTally());
    }

    /** Ends the unit whose rows have been added since the last one ended. */
    public void endUnit() {
        prepared = false;
        for (int slot = 0; slot < open.touched(); slot++) {
            addUnit(open.close(slot), slot);
        }
        open.clear();
    }

    private void addUnit(int place, int slot) {
        usualLosses = 0;
        unusualLosses = 0;
        for (int i = 0; i < losses; i++) {
            double unitWeight = open.rows(slot, i) > 0 ? open.denominatorValue(slot, i) : Double.NaN;
            if (usualLosses == 0 && unitWeight > 0) {
                weight = unitWeight;
                units.begin(weight);
            }
            if (unitWeight == weight && unitWeight > 0) {
                usual[usualLosses++] = i;
                units.putUnit(i, open, slot);
            } else {
                unusual[unusualLosses++] = i;
            }
        }
        if (usualLosses > 0) {
            units.add(place);
        }
        if (unusualLosses > 0) {
            addUnusualUnits(place, slot);
        }
    }

    private void addUnusualUnits(int place, int slot) {
        if (usualLosses > 0) {
            units.beginMissing();
        }
        for (int i = 0; i < unusualLosses; i++) {
            int loss = unusual[i];
            int lossPlace = lossPlace(place, loss);
            if (usualLosses > 0) {
                units.addMissing(lossPlace);
            }
            if (open.rows(slot, loss) > 0) {
                other(lossPlace)
                        .addUnit(
                                open.exactNumerator(slot, loss),
                                open.numeratorValue(slot, loss),
                                open.denominatorValue(slot, loss));
            }
        }
    }

    /** Whether anything has been added in a place, rows without any loss included. */
    public boolean has(int place) {
        return seen.get(place);
    }

    /** Adds what another has in a place to a place of this one. Neither may have an open unit. */
    public void addPlace(int place, CostTallies from, int fromPlace) {
        if (!from.has(fromPlace)) {
            return;
        }
        seen.set(place);
        from.addPending();
        addPending();
        units.addPlace(place, from.units, fromPlace);
        rows.addPlace(place, from.rows, fromPlace);
        ranges.addPlace(place, from.ranges, fromPlace);
        for (int i = 0; i < losses; i++) {
            int own = lossPlace(place, i);
            int theirs = lossPlace(fromPlace, i);
            units.addMissingPlace(own, from.units, theirs);
            rows.addMissingPlace(own, from.rows, theirs);
            unscored.addPlace(own, from.unscored, theirs);
            CostTally other = from.others.get((long) theirs);
            if (other != null) {
                other(own).add(other);
            }
        }
    }

    /** The tally of a loss in a place: a copy, in which the same rows give the same bytes whatever they went through. */
    public CostTally tally(int place, int loss) {
        addPending();
        int lossPlace = lossPlace(place, loss);
        long ones = clustered ? rows.ones(place, lossPlace) : units.ones(place, lossPlace);
        long further = clustered ? rows.others(place, lossPlace) : units.others(place, lossPlace);
        long zeroLosses = clustered ? rows.bits(place, loss, 0) : units.bits(place, loss, 0);
        long oneLosses = clustered ? rows.bits(place, loss, 1) : units.bits(place, loss, 1);
        CostTally tally = new CostTally(
                ones + further,
                ones,
                clustered ? rows.weights(place, lossPlace) : units.weights(place, lossPlace),
                ranges.smallest(place, loss, zeroLosses, oneLosses),
                ranges.largest(place, loss, zeroLosses, oneLosses),
                ranges.histogram(place, loss, zeroLosses, oneLosses));
        units.handTo(tally.moments(), place, lossPlace, loss);
        unscored.addTo(tally, lossPlace);
        CostTally other = others.get((long) lossPlace);
        if (other != null) {
            tally.add(other);
        }
        return tally;
    }

    /** Writes what is in a place, to be read by another with as many losses; quick rather than in one spelling. */
    public void writeTo(DataOutput out, int place) throws IOException {
        out.writeBoolean(has(place));
        if (!has(place)) {
            return;
        }
        addPending();
        units.writeTo(out, place);
        rows.writeTo(out, place);
        ranges.writeTo(out, place);
        for (int i = 0; i < losses; i++) {
            int lossPlace = lossPlace(place, i);
            units.writeMissingTo(out, lossPlace);
            rows.writeMissingTo(out, lossPlace);
            unscored.writeTo(out, lossPlace);
            CostTally other = others.get((long) lossPlace);
            out.writeBoolean(other != null);
            if (other != null) {
                other.writeTo(out);
            }
        }
    }

    /** Adds what {@link #writeTo(DataOutput, int)} wrote to a place. */
    public void read(DataInput in, int place) throws IOException {
        if (!in.readBoolean()) {
            return;
        }
        seen.set(place);
        units.read(in, place);
        rows.read(in, place);
        ranges.read(in, place);
        for (int i = 0; i < losses; i++) {
            int lossPlace = lossPlace(place, i);
            units.readMissing(in, lossPlace);
            rows.readMissing(in, lossPlace);
            unscored.read(in, lossPlace);
            if (in.readBoolean()) {
                other(lossPlace).add(CostTally.readFrom(in));
            }
        }
    }

    /** The memory held for all places and for rows yet to be added, tallies of their own left out. */
    public long bytes() {
        return pending.bytes() + units.bytes() + rows.bytes() + open.bytes() + ranges.bytes() + unscored.bytes();
    }
}
