package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

/**
 * The counts and weights on the row side of {@link CostTallies} where rows are not units: held once for all losses, and
 * apart from them what is to be taken away again for a loss that a row has not.
 */
final class CostRows {

    /** Rows of weight 1. */
    private static final int ONES = 0;

    private static final int OTHERS = 1;
    private static final int ZERO_LOSSES = 2;
    private static final int WEIGHT = 0;

    private final int losses;
    private final PlaceSums rows;
    private final PlaceSums missing;
    private DigitRow row;

    CostRows(int losses) {
        this.losses = losses;
        this.rows = new PlaceSums(columns(2 + 2 * losses));
        this.missing = new PlaceSums(columns(2));
        this.row = rows.begin();
    }

    private static DigitColumns columns(int counts) {
        return new DigitColumns(counts, new int[] {CostColumns.NUMBER_TOP}, new int[] {CostColumns.NUMBER_DIGITS});
    }

    /** Starts a row by its weight. */
    void begin(double weight) {
        row = rows.begin();
        putWeight(row, weight);
    }

    /** Prepares what a row adds for losses that it has not. */
    void beginMissing(double weight) {
        putWeight(missing.begin(), weight);
    }

    private static void putWeight(DigitRow shared, double weight) {
        shared.count(weight == 1 ? ONES : OTHERS);
        if (weight != 1) {
            shared.put(WEIGHT, weight);
        }
    }

    /** Puts a loss; tells whether it is 0 or 1, which are counted here. */
    boolean put(int loss, double value) {
        boolean bit = UnitMoments.isBit(value);
        if (bit) {
            row.count(ZERO_LOSSES + 2 * loss + (int) value);
        }
        return bit;
    }

    /** Adds rows: first their weights, all 1 if they are of the first kind, then their losses. */
    void add(RowRuns runs) {
        DigitRuns sums = rows.begin(runs);
        sums.countRows(runs.isSecondKind() ? OTHERS : ONES);
        if (runs.isSecondKind()) {
            sums.put(WEIGHT, runs.numbers(0));
        }
        for (int loss = 0; loss < losses; loss++) {
            sums.countBits(ZERO_LOSSES + 2 * loss, runs.numbers(1 + loss));
        }
        BitSet inexact = rows.add(runs);
        for (int run = inexact.nextSetBit(0); run >= 0; run = inexact.nextSetBit(run + 1)) {
            addRows(runs, run);
        }
    }

    private void addRows(RowRuns runs, int run) {
        for (int i = runs.start(run); i < runs.start(run + 1); i++) {
            begin(runs.numbers(0)[i]);
            for (int loss = 0; loss < losses; loss++) {
                put(loss, runs.numbers(1 + loss)[i]);
            }
            add(runs.place(run));
        }
    }

    /** Adds the row in a place. */
    void add(int place) {
        rows.add(place);
    }

    /** Tells that the row in a place has not a loss. */
    void addMissing(int lossPlace) {
        missing.add(lossPlace);
    }

    long ones(int place, int lossPlace) {
        return rows.count(place, ONES) - missing.count(lossPlace, ONES);
    }

    long others(int place, int lossPlace) {
        return rows.count(place, OTHERS) - missing.count(lossPlace, OTHERS);
    }

    /** Rows whose loss is 0 or 1. */
    long bits(int place, int loss, int bit) {
        return rows.count(place, ZERO_LOSSES + 2 * loss + bit);
    }

    /** The sum of the weights other than 1. */
    ExactSum weights(int place, int lossPlace) {
        ExactSum sum = rows.sum(place, WEIGHT);
        missing.subtractFrom(sum, lossPlace, WEIGHT);
        return sum;
    }

    void addPlace(int place, CostRows from, int fromPlace) {
        rows.addPlace(place, from.rows, fromPlace);
    }

    void addMissingPlace(int lossPlace, CostRows from, int fromLossPlace) {
        missing.addPlace(lossPlace, from.missing, fromLossPlace);
    }

    void writeTo(DataOutput out, int place) throws IOException {
        rows.writeTo(out, place);
    }

    void read(DataInput in, int place) throws IOException {
        rows.read(in, place);
    }

    void writeMissingTo(DataOutput out, int lossPlace) throws IOException {
        missing.writeTo(out, lossPlace);
    }

    void readMissing(DataInput in, int lossPlace) throws IOException {
        missing.read(in, lossPlace);
    }

    /** The memory held. */
    long bytes() {
        return rows.bytes() + missing.bytes();
    }
}
