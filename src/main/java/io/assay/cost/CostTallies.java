package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
public final class CostTallies extends PlaceTallies {

    private final int losses;
    private final boolean hasRowSide;
    private final LossRanges ranges;
    private final CostUnits units;
    /** Of clustered rows; others are units. */
    private final CostRows rows;

    private final UnscoredRows unscored = new UnscoredRows();
    private final Map<Long, CostTally> others = new HashMap<>();

    private final CostRow row;
    private double weight;
    private final int[] usual;
    private int usualLosses;
    /** The usual losses that are neither 0 nor 1. */
    private final int[] ranged;

    private int rangedLosses;
    private int openLosses;
    private final int[] unusual;
    private int unusualLosses;

    /**
     * @param clustered whether a row is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     */
    public CostTallies(int losses, boolean clustered) {
        this(losses, clustered, true);
    }

    /** Of rows that are units, on the unit side alone: as if units had come, but no rows. */
    public static CostTallies ofUnits(int losses) {
        return new CostTallies(losses, false, false);
    }

    private CostTallies(int losses, boolean clustered, boolean hasRowSide) {
        // A row that waits is its weight and its losses.
        super(clustered, 1 + losses, CostRow.width(losses), losses);
        this.losses = losses;
        this.hasRowSide = hasRowSide;
        this.ranges = new LossRanges(losses);
        this.units = new CostUnits(losses);
        this.rows = new CostRows(losses);
        this.row = new CostRow(losses);
        this.usual = new int[losses];
        this.ranged = new int[losses];
        this.unusual = new int[losses];
    }

    /** The row's loss. */
    public void set(int loss, double value, double weight, double denominator) {
        row.values[loss] = value;
        row.weights[loss] = weight;
        row.denominators[loss] = denominator;
        if (Double.isNaN(value)) {
            row.reasons[loss] = unscored.reason("");
        }
    }

    /** The row has no such loss. */
    public void setUnscored(int loss, String reason) {
        row.values[loss] = Double.NaN;
        row.reasons[loss] = unscored.reason(reason);
    }

    @Override
    void keep(double[] numbers, int at) {
        row.keep(numbers, at);
    }

    @Override
    void recall(double[] numbers, int at) {
        row.recall(numbers, at);
    }

    @Override
    boolean mayWait() {
        return row.isUniform() && units.fits(row.weights[0], row.values);
    }

    @Override
    boolean isOfSecondKind() {
        return row.weights[0] != 1;
    }

    @Override
    void putToWait(double[] numbers, int at) {
        numbers[at] = row.weights[0];
        for (int i = 0; i < losses; i++) {
            // Not −0.0, so that rows have one zero.
            numbers[at + 1 + i] = row.values[i] + 0.0;
            if (hasRowSide && !UnitMoments.isBit(row.values[i])) {
                ranges.note(i, row.values[i]);
            }
        }
    }

    @Override
    void add(RowRuns runs) {
        units.add(runs);
        if (hasRowSide) {
            ranges.add(runs);
        }
        if (isClustered()) {
            rows.add(runs);
        }
    }

    @Override
    void addPrepared(int place) {
        if (usualLosses > 0) {
            if (isClustered()) {
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
            open().add(place);
        }
    }

    @Override
    void prepare() {
        usualLosses = 0;
        unusualLosses = 0;
        rangedLosses = 0;
        for (int i = 0; i < losses; i++) {
            if (!isUsual(i) || (usualLosses > 0 && row.weights[i] != weight)) {
                unusual[unusualLosses++] = i;
            } else {
                weight = row.weights[i];
                usual[usualLosses++] = i;
            }
        }
        if (usualLosses > 0) {
            prepareUsual();
        }
        openLosses = isClustered() ? prepareOpen() : 0;
    }

    private void prepareUsual() {
        if (isClustered()) {
            rows.begin(weight);
        } else {
            units.begin(weight);
        }
        for (int i = 0; i < usualLosses; i++) {
            int loss = usual[i];
            boolean counted = isClustered() ? rows.put(loss, row.values[loss]) : units.putRow(loss, row.values[loss]);
            if (hasRowSide && !counted) {
                ranges.set(loss, row.values[loss]);
                ranged[rangedLosses++] = loss;
            }
        }
        if (unusualLosses > 0 && isClustered()) {
            rows.beginMissing(weight);
        } else if (unusualLosses > 0) {
            units.beginMissing();
        }
    }

    private int prepareOpen() {
        DigitRow opened = open().begin();
        int put = 0;
        for (int i = 0; i < losses; i++) {
            if (!Double.isNaN(row.values[i])) {
                Weight.check(row.weights[i]);
                if (row.weights[i] > 0) {
                    open().put(opened, i, row.values[i], row.weights[i], row.denominators[i]);
                    put++;
                }
            }
        }
        return put;
    }

    private boolean isUsual(int loss) {
        return row.isSound(loss) && (isClustered() || row.denominators[loss] == 1);
    }

    private void addUnusual(int place, int loss) {
        int lossPlace = lossPlace(place, loss);
        if (usualLosses > 0) {
            if (isClustered()) {
                rows.addMissing(lossPlace);
            } else {
                units.addMissing(lossPlace);
            }
        }
        if (Double.isNaN(row.values[loss])) {
            unscored.add(lossPlace, row.reasons[loss]);
            return;
        }
        CostTally other = other(lossPlace);
        other.addRow(row.values[loss], row.weights[loss]);
        if (!isClustered()) {
            UnitSums sums = new UnitSums();
            sums.add(row.values[loss], row.weights[loss], row.denominators[loss]);
            other.addUnit(sums);
        }
    }

    private int lossPlace(int place, int loss) {
        return place * losses + loss;
    }

    private CostTally other(int lossPlace) {
        return others.computeIfAbsent((long) lossPlace, key -> new CostTally());
    }

    @Override
    void addUnit(int place, int slot) {
        usualLosses = 0;
        unusualLosses = 0;
        for (int i = 0; i < losses; i++) {
            double unitWeight = open().rows(slot, i) > 0 ? open().denominatorValue(slot, i) : Double.NaN;
            if (usualLosses == 0 && unitWeight > 0) {
                weight = unitWeight;
                units.begin(weight);
            }
            if (unitWeight == weight && unitWeight > 0) {
                usual[usualLosses++] = i;
                units.putUnit(i, open(), slot);
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
            if (open().rows(slot, loss) > 0) {
                other(lossPlace)
                        .addUnit(
                                open().exactNumerator(slot, loss),
                                open().numeratorValue(slot, loss),
                                open().denominatorValue(slot, loss));
            }
        }
    }

    /** Adds what another has in a place to a place of this one. Neither may have an open unit. */
    public void addPlace(int place, CostTallies from, int fromPlace) {
        if (!from.has(fromPlace)) {
            return;
        }
        see(place);
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
        if (!hasRowSide) {
            return unitTally(place, loss);
        }
        int lossPlace = lossPlace(place, loss);
        long ones = isClustered() ? rows.ones(place, lossPlace) : units.ones(place, lossPlace);
        long further = isClustered() ? rows.others(place, lossPlace) : units.others(place, lossPlace);
        long zeroLosses = isClustered() ? rows.bits(place, loss, 0) : units.bits(place, loss, 0);
        long oneLosses = isClustered() ? rows.bits(place, loss, 1) : units.bits(place, loss, 1);
        CostTally tally = new CostTally(
                ones + further,
                ones,
                isClustered() ? rows.weights(place, lossPlace) : units.weights(place, lossPlace),
                ranges.smallest(place, loss, zeroLosses, oneLosses),
                ranges.largest(place, loss, zeroLosses, oneLosses),
                ranges.histogram(place, loss, zeroLosses, oneLosses),
                units.moments(place, lossPlace, loss));
        unscored.addTo(tally, lossPlace);
        CostTally other = others.get((long) lossPlace);
        if (other != null) {
            tally.add(other);
        }
        return tally;
    }

    private CostTally unitTally(int place, int loss) {
        int lossPlace = lossPlace(place, loss);
        CostTally tally = new CostTally(units.moments(place, lossPlace, loss));
        CostTally other = others.get((long) lossPlace);
        if (other != null) {
            tally.moments().add(other.moments());
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
        see(place);
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
        return bytesOfRows() + units.bytes() + rows.bytes() + ranges.bytes() + unscored.bytes();
    }
}
