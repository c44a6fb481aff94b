package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

/**
 * The unit side of {@link CostTallies}. The usual losses of a unit have one weight; what it alone adds is held once for
 * all losses, and apart from it what is to be taken away again for a loss that has no part in the unit.
 */
final class CostUnits {

    /** The count of units of weight 1. */
    private static final int ONES = 0;

    /** The counts of rows of weight 0, which are no units, and of units of other weights. */
    private static final int ZEROS = 0;

    private static final int WEIGHTED = 1;

    private final PlaceSums plain;
    private final PlaceSums weighted;
    private final PlaceSums missing;
    private double weight;
    private DigitRow row;
    private final int losses;
    private final RunBounds plainBounds;
    private final RunBounds weightedBounds;
    private final double[] summed = new double[RowRuns.ROWS];

    CostUnits(int losses) {
        this.losses = losses;
        this.plain = new PlaceSums(CostColumns.plain(losses));
        this.weighted = new PlaceSums(CostColumns.weighted(losses));
        this.missing = new PlaceSums(CostColumns.missing());
        this.row = plain.begin();
        this.plainBounds = new RunBounds(plain, losses);
        this.weightedBounds = new RunBounds(weighted, losses);
        CostColumns.bound(plainBounds, weightedBounds, losses);
    }

    /** Starts a unit by its weight. */
    void begin(double unitWeight) {
        weight = unitWeight;
        if (weight == 1) {
            row = plain.begin();
            row.count(ONES);
        } else {
            row = weighted.begin();
            putWeight(row);
        }
    }

    /** Prepares what a unit adds for losses that have no part in it. */
    void beginMissing() {
        DigitRow absent = missing.begin();
        if (weight == 1) {
            absent.count(CostColumns.MISSING_ONES);
        } else {
            putWeight(absent);
        }
    }

    private void putWeight(DigitRow shared) {
        if (weight == 0) {
            shared.count(ZEROS);
            return;
        }
        shared.count(WEIGHTED);
        shared.put(CostColumns.WEIGHT, weight);
        shared.put(CostColumns.SQUARED_WEIGHT, weight, weight);
    }

    /** Puts a loss of a row that is the unit; tells whether it is 0 or 1, which are counted here. */
    boolean putRow(int loss, double value) {
        boolean bit = UnitMoments.isBit(value);
        if (weight == 1) {
            putPlain(loss, value);
            return bit;
        }
        if (bit) {
            row.count(CostColumns.weightedZeros(loss) + (int) value);
        }
        if (weight != 0) {
            row.put(CostColumns.numerator(loss), weight, value);
            putProducts(loss, weight * value);
        }
        return bit;
    }

    private void putPlain(int loss, double value) {
        if (UnitMoments.isBit(value)) {
            row.count(CostColumns.zeros(loss) + (int) value);
        } else {
            row.put(CostColumns.plainSum(loss), value);
            row.put(CostColumns.plainSquares(loss), value, value);
        }
    }

    private void putProducts(int loss, double numerator) {
        row.put(CostColumns.squares(loss), numerator, numerator);
        row.put(CostColumns.products(loss), numerator, weight);
    }

    /** Puts a loss of a unit of several rows. */
    void putUnit(int loss, OpenUnits open, int slot) {
        double numerator = open.numeratorValue(slot, loss);
        if (weight == 1) {
            putPlain(loss, numerator);
        } else {
            open.putNumerator(row, CostColumns.numerator(loss), slot, loss);
            putProducts(loss, numerator);
        }
    }

    /** Adds the unit in a place. */
    void add(int place) {
        (weight == 1 ? plain : weighted).add(place);
    }

    /** Adds rows that are units: first their weights, all 1 if they are of the first kind, then their losses. */
    void add(RowRuns rows) {
        PlaceSums sums = rows.isSecondKind() ? weighted : plain;
        DigitRuns runs = sums.begin(rows);
        double[] weights = rows.numbers(0);
        if (rows.isSecondKind()) {
            runs.countRows(WEIGHTED);
            runs.put(CostColumns.WEIGHT, weights);
            runs.put(CostColumns.SQUARED_WEIGHT, weights, weights);
        } else {
            runs.countRows(ONES);
        }
        for (int loss = 0; loss < losses; loss++) {
            if (rows.isSecondKind()) {
                runs.countBits(CostColumns.weightedZeros(loss), rows.numbers(1 + loss));
                putWeighted(runs, loss, weights, rows.numbers(1 + loss), rows.rows());
            } else {
                runs.countBits(CostColumns.zeros(loss), rows.numbers(1 + loss));
                putPlain(runs, loss, rows.numbers(1 + loss), rows.rows());
            }
        }
        BitSet inexact = sums.add(rows);
        for (int run = inexact.nextSetBit(0); run >= 0; run = inexact.nextSetBit(run + 1)) {
            addRows(rows, run);
        }
    }

    private void putPlain(DigitRuns runs, int loss, double[] values, int count) {
        boolean any = false;
        for (int i = 0; i < count; i++) {
            boolean bit = UnitMoments.isBit(values[i]);
            summed[i] = bit ? 0 : values[i];
            any |= !bit;
        }
        if (any) {
            runs.put(CostColumns.plainSum(loss), summed);
            runs.put(CostColumns.plainSquares(loss), summed, summed);
        }
    }

    private void putWeighted(DigitRuns runs, int loss, double[] weights, double[] values, int count) {
        for (int i = 0; i < count; i++) {
            summed[i] = weights[i] * values[i];
        }
        runs.put(CostColumns.numerator(loss), weights, values);
        runs.put(CostColumns.squares(loss), summed, summed);
        runs.put(CostColumns.products(loss), summed, weights);
    }

    private void addRows(RowRuns rows, int run) {
        for (int i = rows.start(run); i < rows.start(run + 1); i++) {
            begin(rows.numbers(0)[i]);
            for (int loss = 0; loss < losses; loss++) {
                putRow(loss, rows.numbers(1 + loss)[i]);
            }
            add(rows.place(run));
        }
    }

    /** Whether a row may be among those of {@link #add(RowRuns)}. */
    boolean fits(double unitWeight, double[] values) {
        return unitWeight == 1 ? plainBounds.fit(1, values) : weightedBounds.fit(unitWeight, values);
    }

    /** Tells that a loss has no part in the unit in a place. */
    void addMissing(int lossPlace) {
        missing.add(lossPlace);
    }

    long ones(int place, int lossPlace) {
        return plain.count(place, ONES) - missing.count(lossPlace, CostColumns.MISSING_ONES);
    }

    long weighted(int place, int lossPlace) {
        return weighted.count(place, WEIGHTED) - missing.count(lossPlace, WEIGHTED);
    }

    /** The units of other weights than 1, and the rows of weight 0. */
    long others(int place, int lossPlace) {
        return weighted(place, lossPlace) + weighted.count(place, ZEROS) - missing.count(lossPlace, ZEROS);
    }

    /** The rows that are units, or of weight 0, whose loss is 0 or 1. */
    long bits(int place, int loss, int bit) {
        return plain.count(place, CostColumns.zeros(loss) + bit)
                + weighted.count(place, CostColumns.weightedZeros(loss) + bit);
    }

    /** The sum of the weights other than 1. */
    ExactSum weights(int place, int lossPlace) {
        return shared(place, lossPlace, CostColumns.WEIGHT);
    }

    private ExactSum shared(int place, int lossPlace, int column) {
        ExactSum sum = weighted.sum(place, column);
        missing.subtractFrom(sum, lossPlace, column);
        return sum;
    }

    /** The units of a loss in a place. */
    UnitMoments moments(int place, int lossPlace, int loss) {
        long[] patterns = {plain.count(place, CostColumns.zeros(loss)), plain.count(place, CostColumns.zeros(loss) + 1)
        };
        long summed = ones(place, lossPlace) - patterns[0] - patterns[1];
        long units = weighted(place, lossPlace);
        ExactSum sum = plain.sum(place, CostColumns.plainSum(loss));
        ExactSum squares = plain.sum(place, CostColumns.plainSquares(loss));
        if (units == 0) {
            return new UnitMoments(
                    patterns, summed, new ExactSum[] {sum}, new ExactSum[] {squares}, CostTally.FALLBACKS);
        }
        // The weight of a plain unit is 1, so its product with the weight is the number itself.
        ExactSum products = sum.copy();
        weighted.addTo(sum, place, CostColumns.numerator(loss));
        weighted.addTo(squares, place, CostColumns.squares(loss));
        weighted.addTo(products, place, CostColumns.products(loss));
        ExactSum weights = weights(place, lossPlace);
        weights.add((double) summed);
        ExactSum squaredWeights = shared(place, lossPlace, CostColumns.SQUARED_WEIGHT);
        squaredWeights.add((double) summed);
        return new UnitMoments(
                patterns,
                summed + units,
                new ExactSum[] {sum, weights},
                new ExactSum[] {squares, products, squaredWeights},
                CostTally.FALLBACKS);
    }

    void addPlace(int place, CostUnits from, int fromPlace) {
        plain.addPlace(place, from.plain, fromPlace);
        weighted.addPlace(place, from.weighted, fromPlace);
    }

    void addMissingPlace(int lossPlace, CostUnits from, int fromLossPlace) {
        missing.addPlace(lossPlace, from.missing, fromLossPlace);
    }

    void writeTo(DataOutput out, int place) throws IOException {
        plain.writeTo(out, place);
        weighted.writeTo(out, place);
    }

    void read(DataInput in, int place) throws IOException {
        plain.read(in, place);
        weighted.read(in, place);
    }

    void writeMissingTo(DataOutput out, int lossPlace) throws IOException {
        missing.writeTo(out, lossPlace);
    }

    void readMissing(DataInput in, int lossPlace) throws IOException {
        missing.read(in, lossPlace);
    }

    /** The memory held. */
    long bytes() {
        return plain.bytes() + weighted.bytes() + missing.bytes();
    }
}
