package io.assay.job;

import io.assay.job.Configuration.MetricEntry;

/**
 * A metric with the place where it is read.
 *
 * @param way how
 * @param tally the index of its tally among those of the pass; for a ranking, that of the tally that counts its rows
 * @param ranking the index of its ranking; -1 for a metric that needs none
 */
record PlannedMetric(MetricEntry entry, Way way, int tally, int ranking) {

    /** How a metric is read. */
    enum Way {
        /** A smooth function of totals: with a standard error, and compared. */
        SMOOTH,
        /** A count of outcomes. */
        COUNT,
        /** Off a confusion matrix. */
        CLASSES,
        /** Off bins of probabilities. */
        RELIABILITY,
        /** Off sorted scores. */
        RANKING,
        /** Off the ranks of labels and scores. */
        CORRELATION
    }
}
