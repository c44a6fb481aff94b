package io.assay.comparison;

import io.assay.cost.Interval;
import io.assay.cost.LogHistogram;
import io.assay.cost.PairHistograms;
import io.assay.cost.SummedHistogram;

/** The median. */
record MedianMiddle() implements Middle {

    private static final String METHOD = "paired order statistics of differences in buckets";

    @Override
    public double of(LogHistogram losses) {
        return losses.quantile(0.5);
    }

    @Override
    public double ofDifferences(PairHistograms pairs) {
        return pairs.differences().quantile(0.5);
    }

    /** Between the bounds of the two numbers in the middle, or of the one that is both. */
    @Override
    public Interval bounds(SummedHistogram differences) {
        Interval below = differences.orderStatistic((differences.total() - 1) / 2);
        Interval above = differences.orderStatistic(differences.total() / 2);
        return new Interval(below.lower() / 2 + above.lower() / 2, below.upper() / 2 + above.upper() / 2);
    }

    @Override
    public Evidence evidence(PairHistograms pairs, double alpha) {
        Evidence evidence = new MedianEvidence(pairs.differences(), METHOD);
        return Double.isFinite(evidence.lower(alpha)) && Double.isFinite(evidence.upper(alpha))
                ? evidence
                : new Evidence.None("none: too few rows for an interval");
    }

    @Override
    public double standardError(LogHistogram losses, double alpha) {
        return new MedianEvidence(losses, METHOD).standardError(alpha);
    }

    @Override
    public boolean isMedian() {
        return true;
    }

    @Override
    public String plural() {
        return "medians";
    }
}
