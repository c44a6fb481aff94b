package io.assay.comparison;

import io.assay.cost.LogHistogram;
import io.assay.cost.StudentT;

/**
 * A median of differences by order statistics and the sign test, which need nothing of their distribution. Values are known
 * by their buckets: bounds are the outer edges of theirs, and only values that are certainly beyond a limit count as such,
 * so that bounds hold and p-values are never too small.
 *
 * @param differences of independent pairs, at least one
 */
record MedianEvidence(LogHistogram differences, String method) implements MedianBounds {

    private SignTest signs() {
        return new SignTest(differences.total());
    }

    @Override
    public String test() {
        return "sign test";
    }

    @Override
    public double lower(double alpha) {
        long rank = signs().lowerRank(alpha);
        return rank < 0 ? Double.NEGATIVE_INFINITY : differences.bucket(rank).lower();
    }

    @Override
    public double upper(double alpha) {
        long rank = signs().upperRank(alpha);
        return rank >= differences.total()
                ? Double.POSITIVE_INFINITY
                : differences.bucket(rank).upper();
    }

    @Override
    public double standardErrors(double alpha) {
        return StudentT.normalUpperPoint(alpha);
    }

    @Override
    public double pValue() {
        return Math.min(1, 2 * Math.min(atMost(0), atLeast(0)));
    }

    @Override
    public double atMost(double limit) {
        return signs().pValue(differences.above(limit));
    }

    @Override
    public double atLeast(double limit) {
        return signs().pValue(differences.below(limit));
    }
}
