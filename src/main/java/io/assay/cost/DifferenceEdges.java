package io.assay.cost;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Goes through the edges of the buckets that differences are counted in, from below or from above, with the {@link Signs} of all
 * that are not passed yet; by several ways to put the same rows into buckets of clusters at once.
 */
final class DifferenceEdges {

    private final List<Way> ways;
    private final int[] keys;

    /** @param ways the histograms of each, of the same rows */
    DifferenceEdges(List<LogHistogram[]> ways) {
        this.ways = ways.stream().map(Way::new).toList();
        this.keys = Arrays.stream(ways.get(0))
                .flatMapToInt(each -> Arrays.stream(each.sortedKeys()))
                .distinct()
                .sorted()
                .toArray();
    }

    /** One way to put rows into buckets of clusters, with how many of each are not passed yet. */
    private static final class Way {
        private final LogHistogram[] buckets;
        private final long[] totals;
        private long[] beyond = {};

        Way(LogHistogram... buckets) {
            this.buckets = buckets;
            this.totals = Arrays.stream(buckets).mapToLong(LogHistogram::total).toArray();
        }

        void begin() {
            beyond = totals.clone();
        }

        Signs signs() {
            return Signs.of(totals, beyond);
        }

        void pass(int key) {
            for (int i = 0; i < buckets.length; i++) {
                beyond[i] -= buckets[i].counted(key);
            }
        }
    }

    private interface Edge {
        double of(int key);
    }

    /** The greatest edge for which it is refuted, as for all below it, that half of all or more lie below; −∞ where none is. */
    double lowerBound(Predicate<List<Signs>> refuted) {
        return bound(keys, refuted, key -> LogHistogram.edges(key).lower(), Double.NEGATIVE_INFINITY);
    }

    /** The same from above; ∞ where none is. */
    double upperBound(Predicate<List<Signs>> refuted) {
        int[] descending = IntStream.range(0, keys.length)
                .map(i -> keys[keys.length - 1 - i])
                .toArray();
        return bound(descending, refuted, key -> LogHistogram.edges(key).upper(), Double.POSITIVE_INFINITY);
    }

    private double bound(int[] order, Predicate<List<Signs>> refuted, Edge edge, double none) {
        ways.forEach(Way::begin);
        double bound = none;
        for (int key : order) {
            if (!refuted.test(ways.stream().map(Way::signs).toList())) {
                break;
            }
            bound = edge.of(key);
            ways.forEach(way -> way.pass(key));
        }
        return bound;
    }
}
