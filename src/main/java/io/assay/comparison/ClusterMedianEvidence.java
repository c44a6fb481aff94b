package io.assay.comparison;

import io.assay.cost.ClusterDifferences;
import io.assay.cost.Signs;
import io.assay.cost.StudentT;

/**
 * A median of differences by the sign test with buckets of clusters as units: of the share of differences beyond a limit the
 * standard error is that from bucket to bucket, under the hypothesis that it is a half, and is held against Student's t. Bounds
 * are the outer edges of the limits that the test does not refute, so that both say the same.
 *
 * @param differences by cluster, in two buckets at least
 */
record ClusterMedianEvidence(ClusterDifferences differences, String method) implements MedianBounds {

    private static double pValue(Signs signs) {
        return StudentT.upperTail(signs.statistic(), signs.degreesOfFreedom());
    }

    @Override
    public String test() {
        return "t-test of signs by cluster";
    }

    @Override
    public double lower(double alpha) {
        return differences.lowerBound(signs -> pValue(signs) <= alpha);
    }

    @Override
    public double upper(double alpha) {
        return differences.upperBound(signs -> pValue(signs) <= alpha);
    }

    @Override
    public double standardErrors(double alpha) {
        return StudentT.upperPoint(alpha, differences.above(0).degreesOfFreedom());
    }

    @Override
    public double pValue() {
        return Math.min(1, 2 * Math.min(atMost(0), atLeast(0)));
    }

    @Override
    public double atMost(double limit) {
        return pValue(differences.above(limit));
    }

    @Override
    public double atLeast(double limit) {
        return pValue(differences.below(limit));
    }
}
