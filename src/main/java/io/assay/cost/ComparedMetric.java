package io.assay.cost;

/** A metric that has a standard error, so that versions are compared by it. */
public sealed interface ComparedMetric permits SmoothMetric, CountMetric, BucketMetric, BinnedArea {

    /** Of one version. */
    MetricEstimate of(MetricTally tally);

    /** Of two versions on the same rows. */
    MetricDifference of(MetricPairTally tally);
}
