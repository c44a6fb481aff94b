package io.assay.comparison;

import io.assay.cost.LogHistogram;

/**
 * A median of differences at all looks at once, by the sign test for values that are looked at as they come: as
 * {@link MedianEvidence}, bounds are the outer edges of buckets, and only values that are certainly beyond a limit count as such.
 *
 * @param differences of independent pairs so far, at least one
 * @param signs tuned at the first look
 */
record SequentialMedianEvidence(LogHistogram differences, SignSequence signs, String method)
        implements AnytimeEvidence, MedianBounds {

    @Override
    public double lower(double alpha) {
        long rank = signs.lowerRank(alpha, differences.total());
        return rank < 0 ? Double.NEGATIVE_INFINITY : differences.bucket(rank).lower();
    }

    @Override
    public double upper(double alpha) {
        long rank = signs.lowerRank(alpha, differences.total());
        return rank < 0
                ? Double.POSITIVE_INFINITY
                : differences.bucket(differences.total() - 1 - rank).upper();
    }

    @Override
    public double standardErrors(double alpha) {
        return signs.standardErrors(alpha, differences.total());
    }

    @Override
    public double pValue() {
        return ConfidenceSequence.pValue(logEValue());
    }

    @Override
    public double logEValue() {
        return signs.logEvidence(differences.above(0), differences.below(0), differences.total());
    }

    @Override
    public double atMost(double limit) {
        return pValue(differences.above(limit));
    }

    @Override
    public double atLeast(double limit) {
        return pValue(differences.below(limit));
    }

    private double pValue(long beyond) {
        return ConfidenceSequence.pValue(signs.logEvidence(beyond, differences.total()));
    }
}
