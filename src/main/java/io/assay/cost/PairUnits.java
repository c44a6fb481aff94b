package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The units of {@link PairTallies}. The usual losses of a unit have one weight on both sides; what it alone adds is held
 * once for all losses, and apart from it what is to be taken away again for a loss that has no part in the unit.
 */
final class PairUnits {

    private final int losses;
    private final boolean clustered;
    private final PlaceSums plain;
    private final PlaceSums weighted;
    private final PlaceSums missing;
    private final PlaceExtremes extremes;
    private double weight;
    private DigitRow row;
    /** The losses of the unit that are summed. */
    private final int[] summed;

    private int summedLosses;

    PairUnits(int losses, boolean clustered) {
        this.losses = losses;
        this.clustered = clustered;
        this.plain = new PlaceSums(PairColumns.plain(losses, clustered));
        this.weighted = new PlaceSums(PairColumns.weighted(losses, clustered));
        this.missing = new PlaceSums(PairColumns.missing());
        this.extremes = new PlaceExtremes(losses);
        this.summed = new int[losses];
        this.row = plain.begin();
    }

    /** Starts a unit by its weight, or a row of weight 0, which is none. */
    void begin(double unitWeight) {
        weight = unitWeight;
        summedLosses = 0;
        extremes.begin(weight);
        if (weight == 1) {
            row = plain.begin();
            row.count(PairColumns.ONES);
        } else {
            row = weighted.begin();
            putWeight(row);
        }
    }

    /** Prepares what a unit adds for losses that have no part in it. */
    void beginMissing() {
        DigitRow absent = missing.begin();
        if (weight == 1) {
            absent.count(PairColumns.MISSING_ONES);
        } else {
            putWeight(absent);
        }
    }

    private void putWeight(DigitRow shared) {
        if (weight == 0) {
            shared.count(PairColumns.ZEROS);
            return;
        }
        shared.count(PairColumns.WEIGHTED);
        shared.put(PairColumns.WEIGHT, weight);
        shared.put(PairColumns.SQUARED_WEIGHT, weight, weight);
        shared.put(PairColumns.CUBED_WEIGHT, weight, weight, weight);
    }

    /** Puts a pair of losses of rows that are the unit. */
    void putRow(int loss, double candidate, double baseline) {
        if (weight == 1) {
            putPlain(loss, candidate, baseline);
        } else if (weight != 0) {
            row.put(PairColumns.weighted(loss, PairColumns.CANDIDATE), weight, candidate);
            row.put(PairColumns.weighted(loss, PairColumns.BASELINE), weight, baseline);
            putProducts(loss, weight * candidate, weight * baseline);
        }
    }

    /** Puts a loss of a unit of several rows, whose sides are two series. */
    void putUnit(int loss, OpenUnits open, int slot, int candidate, int baseline) {
        double a = open.numeratorValue(slot, candidate);
        double b = open.numeratorValue(slot, baseline);
        if (weight == 1) {
            row.count(PairColumns.plainRows(losses, loss), open.rows(slot, candidate));
            putPlain(loss, a, b);
        } else {
            row.count(PairColumns.rows(losses, loss), open.rows(slot, candidate));
            open.putNumerator(row, PairColumns.weighted(loss, PairColumns.CANDIDATE), slot, candidate);
            open.putNumerator(row, PairColumns.weighted(loss, PairColumns.BASELINE), slot, baseline);
            putProducts(loss, a, b);
        }
    }

    private void putPlain(int loss, double a, double b) {
        if (UnitMoments.isBit(a) && UnitMoments.isBit(b)) {
            row.count(PairColumns.pattern(loss, (int) a | (int) b << 1));
            return;
        }
        double difference = describe(loss, a, b);
        if (difference != 0) {
            row.count(PairColumns.plainDiffering(loss));
            row.put(PairColumns.plain(loss, PairColumns.CUBES), difference, difference, difference);
        }
        row.put(PairColumns.plain(loss, PairColumns.CANDIDATE), a);
        row.put(PairColumns.plain(loss, PairColumns.BASELINE), b);
        row.put(PairColumns.plain(loss, PairColumns.CANDIDATE_SQUARES), a, a);
        row.put(PairColumns.plain(loss, PairColumns.CROSS_PRODUCTS), a, b);
        row.put(PairColumns.plain(loss, PairColumns.BASELINE_SQUARES), b, b);
    }

    private void putProducts(int loss, double a, double b) {
        double difference = describe(loss, a, b);
        if (difference != 0) {
            row.count(PairColumns.differing(loss));
            row.put(PairColumns.weighted(loss, PairColumns.CUBES), difference, difference, difference);
            double rest = ThirdMoments.restOfDifference(a, b, difference);
            row.putSquare(PairColumns.weighted(loss, PairColumns.SQUARES_WEIGHT), difference, rest, weight);
            row.putLinear(PairColumns.weighted(loss, PairColumns.DIFFERENCE_WEIGHTS), difference, rest, weight);
        }
        row.put(PairColumns.weighted(loss, PairColumns.CANDIDATE_SQUARES), a, a);
        row.put(PairColumns.weighted(loss, PairColumns.CROSS_PRODUCTS), a, b);
        row.put(PairColumns.weighted(loss, PairColumns.BASELINE_SQUARES), b, b);
        row.put(PairColumns.weighted(loss, PairColumns.CANDIDATE_WEIGHT), a, weight);
        row.put(PairColumns.weighted(loss, PairColumns.BASELINE_WEIGHT), b, weight);
    }

    /** Takes note of a loss that is summed; its difference, rounded. */
    private double describe(int loss, double a, double b) {
        double difference = a - b + 0.0;
        extremes.set(loss, difference);
        summed[summedLosses++] = loss;
        return difference;
    }

    /** Adds the unit in a place. */
    void add(int place) {
        if (weight == 1) {
            plain.add(place);
            if (summedLosses > 0) {
                extremes.addPlain(place, summed, summedLosses);
            }
        } else {
            weighted.add(place);
            if (summedLosses > 0) {
                extremes.addWeighted(place, summed, summedLosses);
            }
        }
    }

    /** Tells that a loss has no part in the unit in a place. */
    void addMissing(int lossPlace) {
        missing.add(lossPlace);
    }

    /** The tally of a loss in a place. */
    PairTally tally(int place, int lossPlace, int loss) {
        long ones = plain.count(place, PairColumns.ONES) - missing.count(lossPlace, PairColumns.MISSING_ONES);
        long units = weighted.count(place, PairColumns.WEIGHTED) - missing.count(lossPlace, PairColumns.WEIGHTED);
        long zeros = weighted.count(place, PairColumns.ZEROS) - missing.count(lossPlace, PairColumns.ZEROS);
        long unitRows = clustered
                ? plain.count(place, PairColumns.plainRows(losses, loss))
                        + weighted.count(place, PairColumns.rows(losses, loss))
                : ones + units;
        PairTally tally = new PairTally(
                zeros + unitRows,
                plain.count(place, PairColumns.plainDiffering(loss))
                        + weighted.count(place, PairColumns.differing(loss)));
        new PairSums(plain, weighted, missing, place, lossPlace, loss).handTo(tally, ones, units);
        extremes.addTo(tally.summedExtremes(), place, loss);
        return tally;
    }

    void addPlace(int place, PairUnits from, int fromPlace) {
        plain.addPlace(place, from.plain, fromPlace);
        weighted.addPlace(place, from.weighted, fromPlace);
        extremes.addPlace(place, from.extremes, fromPlace);
    }

    void addMissingPlace(int lossPlace, PairUnits from, int fromLossPlace) {
        missing.addPlace(lossPlace, from.missing, fromLossPlace);
    }

    void writeTo(DataOutput out, int place) throws IOException {
        plain.writeTo(out, place);
        weighted.writeTo(out, place);
        extremes.writeTo(out, place);
    }

    void read(DataInput in, int place) throws IOException {
        plain.read(in, place);
        weighted.read(in, place);
        extremes.read(in, place);
    }

    void writeMissingTo(DataOutput out, int lossPlace) throws IOException {
        missing.writeTo(out, lossPlace);
    }

    void readMissing(DataInput in, int lossPlace) throws IOException {
        missing.read(in, lossPlace);
    }

    /** The memory held. */
    long bytes() {
        return plain.bytes() + weighted.bytes() + missing.bytes() + extremes.bytes();
    }
}
