package io.assay.cost;

import io.assay.cost.RankStatistic.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number read off the ranked rows of a candidate and of a baseline, the same rows, with how much their difference is
 * worth: see {@link RankEstimate}.
 *
 * @param candidate NaN where it is undefined
 * @param baseline NaN where it is undefined
 * @param influences tallies of the rows' influences on either side: all of them, and of classes those of the positives and
 *     of the negatives
 */
public record PairedRanks(RankStatistic statistic, double candidate, double baseline, List<PairTally> influences) {

    public PairedRanks {
        influences = List.copyOf(influences);
    }

    /** Both values and the standard error of their difference. */
    public PairEstimate estimate() {
        List<PairEstimate> sums =
                influences.stream().map(Aggregate.SUM::estimate).toList();
        double none = Double.NaN;
        boolean defined = !Double.isNaN(candidate - baseline);
        return new PairEstimate(
                candidate,
                baseline,
                candidate - baseline,
                defined ? standardError(sums, PairEstimate::standardError) : none,
                defined ? standardError(sums, PairEstimate::baselineStandardError) : none,
                baseline == 0 ? none : (candidate - baseline) / Math.abs(baseline),
                none,
                none,
                none);
    }

    private double standardError(List<PairEstimate> sums, ToDoubleFunction<PairEstimate> error) {
        return statistic.standardError(
                spread(sums, error, RankStatistic.ALL),
                spread(sums, error, statistic.positives()),
                spread(sums, error, statistic.negatives()));
    }

    private Spread spread(List<PairEstimate> sums, ToDoubleFunction<PairEstimate> error, int tally) {
        return new Spread(
                error.applyAsDouble(sums.get(tally)), influences.get(tally).units());
    }

    /** Pairs of rows with a positive weight. */
    public long rows() {
        return influences.get(RankStatistic.ALL).rows();
    }

    /** Independent units among them. */
    public long units() {
        return influences.get(RankStatistic.ALL).units();
    }

    /** Kish's effective number of units. */
    public double effectiveUnits() {
        return influences.get(RankStatistic.ALL).effectiveUnits();
    }

    /** Units whose influences on the two sides differ. */
    public long differingUnits() {
        return influences.get(RankStatistic.ALL).differingUnits();
    }

    /** Units with positives or units with negatives, whichever are fewer; without classes, all of them. */
    public long unitsOfAClass() {
        return Math.min(
                influences.get(statistic.positives()).units(),
                influences.get(statistic.negatives()).units());
    }

    /** Of the interval, as of {@link RankEstimate}. */
    public double degreesOfFreedom() {
        return statistic.degreesOfFreedom(rows(), units());
    }
}
