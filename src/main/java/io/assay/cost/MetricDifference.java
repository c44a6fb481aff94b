package io.assay.cost;

import java.util.Optional;

/**
 * A metric of two versions on the same rows.
 *
 * @param estimate both values and their difference; NaN where undefined
 * @param shares the 2×2 counts, where the metric is a plain share of {@code rows}
 * @param spread how the standard error was found
 * @param rows pairs of them compared
 * @param units independent ones among them
 * @param effectiveUnits Kish's
 * @param differingUnits in which the sides differ
 */
public record MetricDifference(
        PairEstimate estimate,
        Optional<Discordance> shares,
        Spread spread,
        long rows,
        long units,
        double effectiveUnits,
        long differingUnits) {

    /** Of rows none of which has a weight. */
    public static MetricDifference undefined(long rows) {
        return new MetricDifference(PairEstimate.unknown(), Optional.empty(), Spread.NONE, rows, 0, Double.NaN, 0);
    }

    /** The difference of the costs of a tally of pairs. */
    public static MetricDifference of(Aggregate aggregate, PairTally tally) {
        return new MetricDifference(
                aggregate.estimate(tally),
                aggregate.isMean() && tally.isProportion() ? Optional.of(tally.discordance()) : Optional.empty(),
                Spread.linear(tally.units()),
                tally.rows(),
                tally.units(),
                tally.effectiveUnits(),
                tally.differingUnits());
    }

    static MetricDifference of(
            MetricPairTally tally, PairEstimate estimate, Optional<Discordance> shares, Spread spread) {
        return new MetricDifference(
                estimate, shares, spread, tally.rows(), tally.units(), tally.effectiveUnits(), tally.differingUnits());
    }
}
