package io.assay.cost;

import java.util.List;

/**
 * A number read off the ranked rows of a version, with how much it is worth.
 *
 * <p>The influence of a row is the derivative of the number by the row's weight. Added over a unit, with the weights, it
 * is how much the number owes to that unit; the standard error is that of the sum over units, the infinitesimal jackknife.
 *
 * @param value NaN where it is undefined
 * @param rows with a positive weight
 * @param influences tallies of the rows' influences as losses: all of them, and of classes those of the positives and of
 *     the negatives
 */
public record RankEstimate(RankStatistic statistic, double value, long rows, List<CostTally> influences) {

    private static final double LEVEL = 0.95;

    public RankEstimate {
        influences = List.copyOf(influences);
    }

    /** The standard error; NaN with fewer than two units, or units of a class. */
    public double standardError() {
        if (Double.isNaN(value)) {
            return Double.NaN;
        }
        return statistic.standardError(
                spread(RankStatistic.ALL), spread(statistic.positives()), spread(statistic.negatives()));
    }

    private RankStatistic.Spread spread(int tally) {
        CostTally sum = influences.get(tally);
        return new RankStatistic.Spread(Aggregate.SUM.standardError(sum), sum.units());
    }

    /** Independent units with a positive weight. */
    public long units() {
        return influences.get(RankStatistic.ALL).units();
    }

    /** Kish's effective number of units. */
    public double effectiveUnits() {
        return influences.get(RankStatistic.ALL).effectiveUnits();
    }

    /** Units with positives or units with negatives, whichever are fewer; without classes, all of them. */
    public long unitsOfAClass() {
        return Math.min(
                influences.get(statistic.positives()).units(),
                influences.get(statistic.negatives()).units());
    }

    /** Of the interval: none for DeLong's standard error of rows, which goes with the normal distribution. */
    public double degreesOfFreedom() {
        return statistic.degreesOfFreedom(rows, units());
    }

    /** The two-sided 95 % interval. */
    public Interval interval() {
        double standardError = standardError();
        if (Double.isNaN(standardError)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double half = StudentT.upperPoint((1 - LEVEL) / 2, degreesOfFreedom()) * standardError;
        return new Interval(value - half, value + half);
    }
}
