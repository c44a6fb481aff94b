package io.assay.cost;

import java.util.List;
import java.util.Optional;

/**
 * A number read off the ranked rows of a version, with how much it is worth.
 *
 * <p>The influence of a row is the derivative of the number by the row's weight. Added over a unit, with the weights, it
 * is how much the number owes to that unit; the standard error is that of the sum over units, the infinitesimal jackknife.
 * Of a mean cost the rows' own costs are tallied, and the standard error is that of their mean, which is the same.
 *
 * @param value NaN where it is undefined
 * @param rows with a positive weight
 * @param influences tallies of the rows' influences as losses: all of them, and of classes those of the positives and of
 *     the negatives
 */
public record RankEstimate(RankStatistic statistic, double value, long rows, List<CostTally> influences) {

    private static final double LEVEL = 0.95;

    public RankEstimate {
        influences = StoredTallies.copyOf(influences);
    }

    /** The number as any other metric. */
    public MetricEstimate estimate() {
        double standardError = standardError();
        Spread own = statistic.spread(
                rows, units(RankStatistic.ALL), units(statistic.positives()), units(statistic.negatives()));
        Spread spread = statistic.scale().map(own::on).orElse(own);
        return new MetricEstimate(
                value,
                standardError,
                interval(standardError, spread.degreesOfFreedom()),
                Double.NaN,
                spread,
                rows,
                units(RankStatistic.ALL),
                influences.get(RankStatistic.ALL).effectiveUnits());
    }

    /** The two-sided 95 % one, on the logit's scale where there are bounds. Costs that are all alike have none. */
    private Interval interval(double standardError, double degreesOfFreedom) {
        if (Double.isNaN(standardError) || (statistic.isOfCosts() && standardError == 0)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double point = StudentT.upperPoint((1 - LEVEL) / 2, degreesOfFreedom);
        Optional<BoundedScale> bounded = statistic.scale();
        if (bounded.isEmpty()) {
            return new Interval(value - point * standardError, value + point * standardError);
        }
        BoundedScale scale = bounded.get();
        if (!scale.contains(value)) {
            return new Interval(value, value);
        }
        double half = point * scale.error(value, standardError);
        return new Interval(scale.from(scale.at(value) - half), scale.from(scale.at(value) + half));
    }

    /** NaN with fewer than two units, or units of a class. */
    private double standardError() {
        if (statistic.isMean()) {
            return Aggregate.MEAN.standardError(influences.get(RankStatistic.ALL));
        }
        return Double.isNaN(value) || !statistic.isCompared()
                ? Double.NaN
                : statistic.standardError(
                        sum(RankStatistic.ALL), sum(statistic.positives()), sum(statistic.negatives()));
    }

    private RankStatistic.Sum sum(int tally) {
        return new RankStatistic.Sum(Aggregate.SUM.standardError(influences.get(tally)), units(tally));
    }

    private long units(int tally) {
        return influences.get(tally).units();
    }
}
