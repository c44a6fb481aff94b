package io.assay.comparison;

import io.assay.cost.StudentT;
import io.assay.cost.TwoWayDifferences;
import io.assay.cost.TwoWaySigns;
import java.util.Locale;

/**
 * A median of differences by the sign test where rows hang together in two ways: as {@link ClusterMedianEvidence}, with the
 * variance of {@link TwoWaySigns}. Bounds are the outer edges of the limits that the test does not refute, so that they say
 * the same as p-values do.
 *
 * @param differences by clusters of both kinds and their crossings, in two buckets of each at least
 * @param median of all differences
 */
record TwoWayMedianEvidence(TwoWayDifferences differences, double median) implements MedianBounds {

    private static double pValue(TwoWaySigns signs) {
        return StudentT.upperTail(signs.statistic(), signs.degreesOfFreedom());
    }

    @Override
    public String test() {
        return "t-test of signs by two ways of clusters";
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

    @Override
    public String method() {
        TwoWaySigns signs = differences.above(median);
        int one = signs.one().buckets();
        int other = signs.other().buckets();
        return String.format(
                Locale.ROOT,
                "paired two-way signs by %d and %d buckets of clusters, t%s",
                Math.min(one, other),
                Math.max(one, other),
                signs.isOfLarger() ? ", the larger way alone" : "");
    }
}
