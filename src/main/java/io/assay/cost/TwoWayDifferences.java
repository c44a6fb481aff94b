package io.assay.cost;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How differences of the same pairs of rows are distributed in the {@link Buckets} of clusters of two kinds, such as series and
 * dates, and of their crossings. Counts are integers, so that they do not depend on the order of anything.
 *
 * @param one by clusters of the first kind
 * @param other by clusters of the second
 * @param crossing by both together
 */
public record TwoWayDifferences(ClusterDifferences one, ClusterDifferences other, ClusterDifferences crossing) {

    /** @throws IllegalArgumentException if they are not of equally many pairs */
    public TwoWayDifferences {
        if (one.total() != crossing.total() || other.total() != crossing.total()) {
            throw new IllegalArgumentException("Cannot put together differences of " + one.total() + ", "
                    + other.total() + " and " + crossing.total() + " pairs: they must be the same");
        }
    }

    private TwoWaySigns signs(Function<ClusterDifferences, Signs> reading) {
        return new TwoWaySigns(reading.apply(one), reading.apply(other), reading.apply(crossing));
    }

    /** Those certainly above a limit against all others. */
    public TwoWaySigns above(double limit) {
        return signs(each -> each.above(limit));
    }

    /** Those certainly below a limit against all others. */
    public TwoWaySigns below(double limit) {
        return signs(each -> each.below(limit));
    }

    private DifferenceEdges edges() {
        return new DifferenceEdges(List.of(one.filled(), other.filled(), crossing.filled()));
    }

    private static Predicate<List<Signs>> of(Predicate<TwoWaySigns> refuted) {
        return ways -> refuted.test(new TwoWaySigns(ways.get(0), ways.get(1), ways.get(2)));
    }

    /** As {@link ClusterDifferences#lowerBound}. */
    public double lowerBound(Predicate<TwoWaySigns> refuted) {
        return edges().lowerBound(of(refuted));
    }

    /** As {@link ClusterDifferences#upperBound}. */
    public double upperBound(Predicate<TwoWaySigns> refuted) {
        return edges().upperBound(of(refuted));
    }
}
