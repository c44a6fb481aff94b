package io.assay.job;

import io.assay.cost.MetricCatalogue;
import io.assay.cost.RankStatistic;
import io.assay.cost.SmoothMetric;
import io.assay.job.Configuration.MetricEntry;

/**
 * A metric with the place where it is read.
 *
 * @param way how
 * @param tally the index of its tally among those of the pass; for a ranking, that of the tally that counts its rows
 * @param ranking the index of its ranking; -1 for a metric that needs none
 */
record PlannedMetric(MetricEntry entry, Way way, int tally, int ranking) {

    /** Whether it has a standard error, and versions are compared by it. */
    boolean isSmooth() {
        return way == Way.SMOOTH || way == Way.RATIO;
    }

    /** The formula behind a smooth one. */
    SmoothMetric smooth() {
        return way == Way.RATIO
                ? SmoothMetric.ratio()
                : MetricCatalogue.smooth(entry.definition().name(), entry.number("beta"));
    }

    /** What a metric is that is read off ranked rows. */
    RankStatistic ranked() {
        return switch (entry.definition().name()) {
            case "roc_auc" -> RankStatistic.area(entry.number("max_fpr"));
            case "average_precision" -> RankStatistic.AVERAGE_PRECISION;
            case "pr_auc" -> RankStatistic.PRECISION_RECALL_AREA;
            case "ks_statistic" -> RankStatistic.FARTHEST;
            case "spearman" -> RankStatistic.SPEARMAN;
            case "kendall_tau_b" -> RankStatistic.KENDALL;
            default -> throw new IllegalStateException("Ranking without a reader: " + entry.name());
        };
    }

    /** How a metric is read. */
    enum Way {
        /** A smooth function of totals: with a standard error, and compared. */
        SMOOTH,
        /** The same of two sums, one divided by the other. */
        RATIO,
        /** A count of outcomes. */
        COUNT,
        /** Off a confusion matrix. */
        CLASSES,
        /** Off what became of each label of a set. */
        LABEL_SETS,
        /** Off bins of probabilities. */
        RELIABILITY,
        /** Off sorted scores. */
        RANKING,
        /** Off the ranks of labels and scores. */
        CORRELATION
    }
}
