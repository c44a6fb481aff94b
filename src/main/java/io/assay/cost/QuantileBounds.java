package io.assay.cost;

import java.util.Arrays;

/**
 * A quantile of losses with bounds for it, as far out as one likes. The bounds at a distance of t standard errors are
 * the losses at the levels p ∓ t·√(p(1−p)/n) of the distribution (Woodruff 1952), n being the rows that the data are
 * worth: the rows themselves where they are independent and of equal weight, fewer where clusters or weights make them
 * count for less. For independent rows they are order statistics, as of the sign test, interpolated.
 *
 * <p>Bounds are kept for a ladder of distances, {@value #STEPS} of them, each 1/{@value #PER_ERROR} from the next; a
 * distance between two rungs is rounded outwards. Two are equal if all their bits are.
 */
public final class QuantileBounds {

    /** Rungs to a standard error. */
    static final int PER_ERROR = 32;

    /** Rungs besides that at distance 0: up to six standard errors. */
    static final int STEPS = 6 * PER_ERROR;

    /** Bounds of either kind together. */
    public static final int NUMBERS = 2 * (STEPS + 1);

    private final double probability;
    private final double value;
    private final double effectiveRows;
    private final long units;
    private final double[] lower;
    private final double[] upper;

    /**
     * @param probability above 0 and below 1
     * @param value the quantile
     * @param effectiveRows that the bounds are for
     * @param units independent ones that the rows belong to
     * @param lower bounds at every rung, −∞ where the losses end before
     * @param upper the same, ∞ where they end before
     */
    public QuantileBounds(
            double probability, double value, double effectiveRows, long units, double[] lower, double[] upper) {
        if (lower.length != STEPS + 1 || upper.length != STEPS + 1) {
            throw new IllegalArgumentException("Invalid bounds: " + lower.length + " and " + upper.length + " (must be "
                    + (STEPS + 1) + " of either kind)");
        }
        this.probability = probability;
        this.value = value;
        this.effectiveRows = effectiveRows;
        this.units = units;
        this.lower = lower.clone();
        this.upper = upper.clone();
    }

    /** The p of which it is the quantile. */
    public double probability() {
        return probability;
    }

    /** The quantile itself. */
    public double value() {
        return value;
    }

    /** The number of independent rows of equal weight that would tell as much about the quantile. */
    public double effectiveRows() {
        return effectiveRows;
    }

    /** Independent units that the rows belong to. */
    public long units() {
        return units;
    }

    /** Effective rows on the shorter side of the quantile: what the bounds rest on. */
    public double rowsBeyond() {
        return effectiveRows * Math.min(probability, 1 - probability);
    }

    /** The bounds at a distance, in standard errors and not negative; infinite where the losses do not reach. */
    public Interval interval(double distance) {
        int rung = (int) Math.min(Math.ceil(distance * PER_ERROR), STEPS + 1);
        return rung > STEPS
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new Interval(lower[rung], upper[rung]);
    }

    /** Half the width of the two-sided interval at a distance, per standard error; NaN where it is infinite. */
    public double standardError(double distance) {
        Interval interval = interval(distance);
        double error = (interval.upper() - interval.lower()) / (2 * distance);
        return Double.isFinite(error) ? error : Double.NaN;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantileBounds that
                && Arrays.equals(numbers(), that.numbers())
                && units == that.units
                && Arrays.equals(lower, that.lower)
                && Arrays.equals(upper, that.upper);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers()) + 31 * Arrays.hashCode(lower) + 37 * Arrays.hashCode(upper);
    }

    private double[] numbers() {
        return new double[] {probability, value, effectiveRows};
    }

    @Override
    public String toString() {
        return value + " (" + probability + "-quantile of " + effectiveRows + " effective rows, " + units + " units; "
                + Arrays.toString(lower) + ", " + Arrays.toString(upper) + ")";
    }
}
