package io.assay.job;

import io.assay.cost.BinnedArea;
import io.assay.cost.BucketMetric;
import io.assay.cost.ComparedMetric;
import io.assay.cost.CountMetric;
import io.assay.cost.MetricCatalogue;
import io.assay.cost.Prices;
import io.assay.cost.RankStatistic;
import io.assay.cost.SmoothMetric;
import io.assay.job.Configuration.MetricEntry;
import java.util.List;
import java.util.Optional;

/**
 * A metric with the place where it is read.
 *
 * @param way how
 * @param tally the index of its tally among those of the pass; for a ranking, that of the tally that counts its rows
 * @param ranking the index of its ranking; -1 for a metric that needs none
 */
record PlannedMetric(MetricEntry entry, Way way, int tally, int ranking) {

    /** Whether versions are compared by it. */
    boolean isCompared() {
        return isRanked() ? ranked().isCompared() : compared().isPresent();
    }

    /** Whether it is read off ranked rows. */
    boolean isRanked() {
        return way == Way.RANKING || way == Way.CORRELATION;
    }

    /** What of a tally versions are compared by; empty for a metric without a standard error, and for one of several lines. */
    Optional<ComparedMetric> compared() {
        return switch (way) {
            case SMOOTH ->
                Optional.of(MetricCatalogue.smooth(
                        entry.definition().name(),
                        entry.number(entry.definition().name().equals("d2_tweedie") ? "power" : "beta")));
            case RATIO -> Optional.of(SmoothMetric.ratio());
            case BUCKETS -> isOfParts() ? Optional.empty() : Optional.of(bucketed());
            case COUNT -> Optional.of(count());
            case BINS -> Optional.of(new BinnedArea());
            case COUNT_OF_WEIGHTED, RANKING, CORRELATION -> Optional.empty();
        };
    }

    /** The formula behind a count. */
    CountMetric count() {
        return MetricCatalogue.count(entry.definition().name());
    }

    /** Whether it has a line for each class, label or bin. */
    boolean isOfParts() {
        return way == Way.BUCKETS && MetricReadings.isOfParts(entry);
    }

    /** One that is read off rows by bucket, in one line or several. */
    BucketMetric bucketed() {
        return new BucketMetric(MetricReadings.of(entry), entry.number("zero_division"));
    }

    /** What a metric is that is read off ranked rows. */
    RankStatistic ranked() {
        return switch (entry.definition().name()) {
            case "roc_auc" -> RankStatistic.area(entry.number("max_fpr"));
            case "average_precision" -> RankStatistic.AVERAGE_PRECISION;
            case "pr_auc" -> RankStatistic.PRECISION_RECALL_AREA;
            case "ks_statistic" -> RankStatistic.FARTHEST;
            case "minimum_cost" -> RankStatistic.minimumCost(prices());
            case "cost_threshold" -> RankStatistic.costThreshold(prices());
            case "threshold_regret" -> RankStatistic.regret(prices(), entry.number("threshold"));
            case "spearman" -> RankStatistic.SPEARMAN;
            case "kendall_tau_b" -> RankStatistic.KENDALL;
            default -> throw new IllegalStateException("Ranking without a reader: " + entry.name());
        };
    }

    /** What is read for it: of costs the least one too, for what the report says of the curve. */
    List<RankStatistic> statistics() {
        RankStatistic own = ranked();
        return own.isOfCosts() ? List.of(own, RankStatistic.minimumCost(own.prices())) : List.of(own);
    }

    private Prices prices() {
        return new Prices(entry.number("fp_cost"), entry.number("fn_cost"));
    }

    /** How a metric is read. */
    enum Way {
        /** A smooth function of totals. */
        SMOOTH,
        /** The same of two sums, one divided by the other. */
        RATIO,
        /** Off rows by bucket: a confusion matrix, labels of sets, or bins of probabilities. */
        BUCKETS,
        /** Off scores in bins. */
        BINS,
        /** A count of outcomes. */
        COUNT,
        /** The same of rows that have weights, which their units would add up: taken as it is. */
        COUNT_OF_WEIGHTED,
        /** Off sorted scores. */
        RANKING,
        /** Off the ranks of labels and scores. */
        CORRELATION
    }
}
