package io.assay.cost;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A statistic with the values that it has when each of G groups of independent units is left out in turn, and what they
 * tell of its spread: SE² = (G−1)/G · Σ (θ₍₋g₎ − mean of θ₍₋g₎)² (Tukey 1958), by Student's t with G−1 degrees of freedom.
 * For the mean of groups of one unit each this is s²/n.
 *
 * <p>Any statistic may be left to it that is smooth in what the groups add; nothing is asked of how it is computed.
 */
public final class Jackknife {

    private static final double LEVEL = 0.95;

    private final double value;
    private final double[] without;

    /**
     * A statistic and its values with a group left out.
     *
     * @param value of all groups; NaN where undefined
     * @param without one for each group that has rows, in an order that two compared statistics share
     */
    public Jackknife(double value, double... without) {
        this.value = value;
        this.without = without.clone();
    }

    /** The value of all groups. */
    public double value() {
        return value;
    }

    /** How many groups there are. */
    public int groups() {
        return without.length;
    }

    /** G − 1. */
    public double degreesOfFreedom() {
        return without.length - 1.0;
    }

    /** Groups without which the statistic is undefined, so that it has no standard error. */
    public int indispensable() {
        return (int) Arrays.stream(without).filter(Double::isNaN).count();
    }

    /** NaN with fewer than two groups, or where the statistic is undefined without one of them. */
    public double standardError() {
        return standardError(value, without);
    }

    /** The two-sided 95 % interval; NaN where there is no standard error. */
    public Interval interval() {
        double standardError = standardError();
        if (Double.isNaN(standardError)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double half = StudentT.upperPoint((1 - LEVEL) / 2, degreesOfFreedom()) * standardError;
        return new Interval(value - half, value + half);
    }

    /**
     * How far it is from the same statistic of a baseline. Both leave the same groups out together, so that pairing is
     * in the standard error.
     */
    public PairEstimate against(Jackknife baseline) {
        if (without.length != baseline.without.length) {
            throw new IllegalArgumentException("Cannot compare a statistic of " + without.length
                    + " groups with one of " + baseline.without.length + ": both must leave the same groups out");
        }
        double difference = value - baseline.value;
        double[] differences = each(i -> without[i] - baseline.without[i]);
        double[] ratios = each(i -> without[i] / baseline.without[i]);
        double ratio = value / baseline.value;
        boolean hasRatio = baseline.value != 0;
        return new PairEstimate(
                value,
                baseline.value,
                difference,
                standardError(difference, differences),
                baseline.standardError(),
                hasRatio ? Math.signum(baseline.value) * (ratio - 1) : Double.NaN,
                hasRatio ? standardError(ratio, ratios) : Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    private double[] each(IntToDoubleFunction value) {
        return IntStream.range(0, without.length).mapToDouble(value).toArray();
    }

    /** From distances to the value of all, which are small, so that little is lost to rounding. */
    private static double standardError(double value, double[] without) {
        int groups = without.length;
        if (groups < 2 || Double.isNaN(value)) {
            return Double.NaN;
        }
        double sum = 0;
        for (double one : without) {
            sum += one - value;
        }
        double mean = sum / groups;
        double squares = 0;
        for (double one : without) {
            squares += (one - value - mean) * (one - value - mean);
        }
        // A ratio over a baseline that vanishes without a group is infinite there.
        return Double.isFinite(squares) ? Math.sqrt((groups - 1.0) / groups * squares) : Double.NaN;
    }
}
