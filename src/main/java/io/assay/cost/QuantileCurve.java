package io.assay.cost;

import java.util.Arrays;

/**
 * What is read off losses in ascending order: a quantile and, where the number of effective rows is known, its bounds.
 * Equal losses are one step of the distribution; their weights are summed exactly before anything is computed, so that
 * their order does not matter.
 *
 * <p>The p-quantile is the averaged inverse of the weighted distribution (Hyndman–Fan type 2): the smallest value at
 * which the weight so far exceeds p of the total, or the mean of the two around it where it is met exactly. For p = 0.5
 * and equal weights this is the usual median.
 *
 * <p>A bound is the mean of the inverse over the width of one effective row about its level. For distinct losses of
 * equal weight this is the interpolated order statistic (Hyndman–Fan type 5); inside a step it is the loss itself.
 */
public final class QuantileCurve {

    private static final double ROUNDING = 1e-12;
    private static final int RUNGS = QuantileBounds.STEPS + 1;

    private final double probability;
    private final double total;
    private final double error;
    private final double half;
    private final double[] means;
    private final ExactSum passed = new ExactSum();
    private ExactSum tied = new ExactSum();
    private double loss = Double.NaN;
    private double share;
    private double quantile = Double.NaN;
    private double left = Double.NaN;
    private boolean found;
    private int open;

    /** A curve that only the quantile is read off. */
    public QuantileCurve(double probability, double total) {
        this(probability, total, Double.NaN);
    }

    /**
     * A curve for the quantile and its bounds.
     *
     * @param probability above 0 and below 1
     * @param total the weight of all rows
     * @param effectiveRows that the bounds are for; NaN for none
     */
    public QuantileCurve(double probability, double total, double effectiveRows) {
        this.probability = probability;
        this.total = total;
        this.error = Math.sqrt(probability * (1 - probability) / effectiveRows);
        this.half = 0.5 / effectiveRows;
        // Many curves are read side by side, and without bounds there is nothing to keep.
        this.means = new double[Double.isNaN(effectiveRows) ? 0 : 2 * RUNGS];
    }

    /** Levels rise from the farthest lower rung over p, twice, to the farthest upper one. */
    private double level(int place) {
        int rung = place < RUNGS ? place - QuantileBounds.STEPS : place - RUNGS;
        return probability + error * rung / QuantileBounds.PER_ERROR;
    }

    /** Adds a row; losses must not fall. */
    public void add(double rowLoss, double weight) {
        if (rowLoss != loss) {
            endStep();
            loss = rowLoss;
        }
        tied.add(weight);
    }

    private void endStep() {
        if (found && open == means.length || tied.isZero()) {
            return;
        }
        passed.add(tied);
        tied = new ExactSum();
        double so = passed.value();
        findQuantile(so);
        double before = share;
        share = so / total;
        for (int place = open; place < means.length && level(place) - half < share; place++) {
            double from = level(place) - half;
            double to = level(place) + half;
            means[place] = before <= from && to <= share
                    ? loss
                    : means[place] + loss * (Math.max(0, Math.min(share, to) - Math.max(before, from)) / (2 * half));
        }
        while (open < means.length && level(open) + half <= share) {
            open++;
        }
    }

    private void findQuantile(double so) {
        double target = probability * total;
        if (found) {
            return;
        }
        if (!Double.isNaN(left)) {
            quantile = left / 2 + loss / 2;
            found = true;
        } else if (Math.abs(so - target) <= ROUNDING * total) {
            left = loss;
            quantile = loss;
        } else if (so > target) {
            quantile = loss;
            found = true;
        }
    }

    /** The quantile; NaN of nothing. */
    public double quantile() {
        endStep();
        return quantile;
    }

    /** Lower bounds at every rung of {@link QuantileBounds}, none above the quantile; −∞ below the smallest loss. */
    public double[] lower() {
        endStep();
        double[] lower = new double[RUNGS];
        Arrays.setAll(lower, rung -> {
            int place = QuantileBounds.STEPS - rung;
            boolean reached = place < open && level(place) - half >= 0;
            return reached ? Math.min(quantile, means[place]) : Double.NEGATIVE_INFINITY;
        });
        return lower;
    }

    /** Upper bounds at every rung of {@link QuantileBounds}, none below the quantile; ∞ above the largest loss. */
    public double[] upper() {
        endStep();
        double[] upper = new double[RUNGS];
        Arrays.setAll(upper, rung -> {
            int place = RUNGS + rung;
            boolean reached = place < open && level(place) + half <= 1;
            return reached ? Math.max(quantile, means[place]) : Double.POSITIVE_INFINITY;
        });
        return upper;
    }
}
