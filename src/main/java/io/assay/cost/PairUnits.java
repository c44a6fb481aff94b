package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

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

    /** Of a run: the sides of a loss and their difference, rounded. */
    private final double[] candidates = new double[RowRuns.ROWS];

    private final double[] baselines = new double[RowRuns.ROWS];
    private final double[] differences = new double[RowRuns.ROWS];
    private final double[] listed = new double[RowRuns.ROWS];
    private final RunBounds plainBounds;
    private final RunBounds weightedBounds;

    PairUnits(int losses, boolean clustered) {
        this.losses = losses;
        this.clustered = clustered;
        this.plain = new PlaceSums(PairColumns.plain(losses, clustered));
        this.weighted = new PlaceSums(PairColumns.weighted(losses, clustered));
        this.missing = new PlaceSums(PairColumns.missing());
        this.extremes = new PlaceExtremes(losses);
        this.summed = new int[losses];
        this.row = plain.begin();
        this.plainBounds = new RunBounds(plain, losses);
        this.weightedBounds = new RunBounds(weighted, losses);
        PairColumns.bound(plainBounds, weightedBounds, losses);
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
            row.put(PairColumns.weighted(loss, PairColumns.SQUARES_WEIGHT), difference, difference, weight);
            row.put(PairColumns.weighted(loss, PairColumns.DIFFERENCE_WEIGHTS), weight, weight, difference);
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

    /**
     * Adds pairs of rows that are units: first their weights, all 1 if they are of the first kind, then the candidate's
     * losses, then the baseline's.
     */
    void add(RowRuns rows) {
        boolean weigh = rows.isSecondKind();
        double[] weights = rows.numbers(0);
        PlaceSums sums = weigh ? weighted : plain;
        DigitRuns runs = sums.begin(rows);
        if (weigh) {
            runs.countRows(PairColumns.WEIGHTED);
            runs.put(PairColumns.WEIGHT, weights);
            runs.put(PairColumns.SQUARED_WEIGHT, weights, weights);
            runs.put(PairColumns.CUBED_WEIGHT, weights, weights, weights);
        } else {
            runs.countRows(PairColumns.ONES);
        }
        for (int loss = 0; loss < losses; loss++) {
            double[] ours = rows.numbers(1 + loss);
            double[] theirs = rows.numbers(1 + losses + loss);
            if (clustered) {
                runs.countRows(weigh ? PairColumns.rows(losses, loss) : PairColumns.plainRows(losses, loss));
            }
            if (weigh) {
                putWeighted(runs, rows, loss, ours, theirs);
            } else {
                putPlain(runs, rows, loss, ours, theirs);
            }
        }
        BitSet inexact = sums.add(rows);
        for (int run = inexact.nextSetBit(0); run >= 0; run = inexact.nextSetBit(run + 1)) {
            addRows(rows, run);
        }
    }

    private void putPlain(DigitRuns runs, RowRuns rows, int loss, double[] ours, double[] theirs) {
        boolean any = false;
        for (int run = 0; run < rows.runs(); run++) {
            int kept = 0;
            int start = rows.start(run);
            for (int i = start; i < rows.start(run + 1); i++) {
                double a = ours[i];
                double b = theirs[i];
                boolean bits = UnitMoments.isBit(a) & UnitMoments.isBit(b);
                candidates[i] = bits ? 0 : a;
                baselines[i] = bits ? 0 : b;
                if (bits) {
                    runs.count(run, PairColumns.pattern(loss, (int) a | (int) b << 1), 1);
                } else {
                    listed[kept++] = a - b + 0.0;
                }
            }
            if (kept > 0) {
                any = true;
                extremes.addPlainRun(rows.place(run), loss, listed, kept);
            }
        }
        if (!any) {
            return;
        }
        subtract(rows.rows());
        countDiffering(runs, rows, PairColumns.plainDiffering(loss));
        runs.put(PairColumns.plain(loss, PairColumns.CUBES), differences, differences, differences);
        runs.put(PairColumns.plain(loss, PairColumns.CANDIDATE), candidates);
        runs.put(PairColumns.plain(loss, PairColumns.BASELINE), baselines);
        runs.put(PairColumns.plain(loss, PairColumns.CANDIDATE_SQUARES), candidates, candidates);
        runs.put(PairColumns.plain(loss, PairColumns.CROSS_PRODUCTS), candidates, baselines);
        runs.put(PairColumns.plain(loss, PairColumns.BASELINE_SQUARES), baselines, baselines);
    }

    private void putWeighted(DigitRuns runs, RowRuns rows, int loss, double[] ours, double[] theirs) {
        double[] weights = rows.numbers(0);
        for (int i = 0; i < rows.rows(); i++) {
            candidates[i] = weights[i] * ours[i];
            baselines[i] = weights[i] * theirs[i];
        }
        subtract(rows.rows());
        countDiffering(runs, rows, PairColumns.differing(loss));
        runs.put(PairColumns.weighted(loss, PairColumns.CANDIDATE), weights, ours);
        runs.put(PairColumns.weighted(loss, PairColumns.BASELINE), weights, theirs);
        runs.put(PairColumns.weighted(loss, PairColumns.CANDIDATE_SQUARES), candidates, candidates);
        runs.put(PairColumns.weighted(loss, PairColumns.CROSS_PRODUCTS), candidates, baselines);
        runs.put(PairColumns.weighted(loss, PairColumns.BASELINE_SQUARES), baselines, baselines);
        runs.put(PairColumns.weighted(loss, PairColumns.CANDIDATE_WEIGHT), candidates, weights);
        runs.put(PairColumns.weighted(loss, PairColumns.BASELINE_WEIGHT), baselines, weights);
        runs.put(PairColumns.weighted(loss, PairColumns.CUBES), differences, differences, differences);
        runs.put(PairColumns.weighted(loss, PairColumns.SQUARES_WEIGHT), differences, differences, weights);
        runs.put(PairColumns.weighted(loss, PairColumns.DIFFERENCE_WEIGHTS), weights, weights, differences);
        for (int run = 0; run < rows.runs(); run++) {
            extremes.addWeightedRun(rows.place(run), loss, differences, weights, rows.start(run), rows.start(run + 1));
        }
    }

    private void subtract(int count) {
        for (int i = 0; i < count; i++) {
            differences[i] = candidates[i] - baselines[i] + 0.0;
        }
    }

    private void countDiffering(DigitRuns runs, RowRuns rows, int which) {
        for (int run = 0; run < rows.runs(); run++) {
            int differing = 0;
            for (int i = rows.start(run); i < rows.start(run + 1); i++) {
                differing += differences[i] != 0 ? 1 : 0;
            }
            runs.count(run, which, differing);
        }
    }

    /** Adds the rows of a run one by one; that they stand out twice does no harm. */
    private void addRows(RowRuns rows, int run) {
        for (int i = rows.start(run); i < rows.start(run + 1); i++) {
            begin(rows.numbers(0)[i]);
            for (int loss = 0; loss < losses; loss++) {
                if (clustered) {
                    row.count(weight == 1 ? PairColumns.plainRows(losses, loss) : PairColumns.rows(losses, loss));
                }
                putRow(loss, rows.numbers(1 + loss)[i], rows.numbers(1 + losses + loss)[i]);
            }
            add(rows.place(run));
        }
    }

    /** Whether a pair may be among those of {@link #add(RowRuns)}. */
    boolean fits(double unitWeight, double[] ours, double[] theirs) {
        RunBounds bounds = unitWeight == 1 ? plainBounds : weightedBounds;
        return bounds.fit(unitWeight, ours, theirs);
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
        long differing = plain.count(place, PairColumns.plainDiffering(loss))
                + weighted.count(place, PairColumns.differing(loss));
        PairTally tally = new PairSums(plain, weighted, missing, place, lossPlace, loss)
                .tally(zeros + unitRows, differing, ones, units);
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
