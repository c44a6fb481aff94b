package io.assay.cost;

import io.assay.cost.RankStatistic.Sum;
import java.util.List;
import java.util.Optional;
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
        influences = StoredTallies.copyOf(influences);
    }

    /** The difference as of any other metric. */
    public MetricDifference difference() {
        PairTally all = influences.get(RankStatistic.ALL);
        Spread spread =
                statistic.spread(all.rows(), all.units(), units(statistic.positives()), units(statistic.negatives()));
        return new MetricDifference(
                estimate(),
                Optional.empty(),
                spread,
                all.rows(),
                all.units(),
                all.effectiveUnits(),
                all.differingUnits());
    }

    private PairEstimate estimate() {
        if (statistic.isMean()) {
            return Aggregate.MEAN.estimate(influences.get(RankStatistic.ALL));
        }
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
                sum(sums, error, RankStatistic.ALL),
                sum(sums, error, statistic.positives()),
                sum(sums, error, statistic.negatives()));
    }

    private Sum sum(List<PairEstimate> sums, ToDoubleFunction<PairEstimate> error, int tally) {
        return new Sum(error.applyAsDouble(sums.get(tally)), units(tally));
    }

    private long units(int tally) {
        return influences.get(tally).units();
    }
}
