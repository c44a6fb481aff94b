package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.TallyPlan;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.BoundedLooks;
import io.assay.comparison.Looks;
import io.assay.comparison.RecurringUnits;
import io.assay.cost.BucketOccupancy;
import io.assay.dimension.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * What is carried over run dates of clusters, which under {@code compare.sequential} are taken to come again: who is a user on
 * one run date is mostly one on the next. Run dates are told in their order, and the variance at the first look, that is at the
 * first run date by which there are enough clusters, is kept for good.
 */
final class CarriedLooks {

    private final List<CarriedItem> items;
    private final Known<BoundedLooks.Place> pairs = new Known<>();
    private final Known<BoundedLooks.Value> versions = new Known<>();

    CarriedLooks(TallyPlan plan, List<PlannedMetric> metrics) {
        this.items = CarriedItem.of(plan, metrics);
    }

    /** What is known of places so far. */
    private static final class Known<P> {
        private final Map<P, Long> clusters = new HashMap<>();
        private final Map<P, Double> variances = new HashMap<>();

        /**
         * Takes note of a run date, and tells whether the place may have its first look with it.
         *
         * @param clustersOfDate that came on it
         * @param buckets that have rows of all clusters so far
         */
        boolean count(P place, long clustersOfDate, int buckets) {
            clusters.merge(place, Math.max(clustersOfDate, BucketOccupancy.leastUnits(buckets)), Math::max);
            return mayBegin(place);
        }

        private boolean mayBegin(P place) {
            return clusters.getOrDefault(place, 0L) >= Looks.BURN_IN && !variances.containsKey(place);
        }

        /** Takes note of a first look, if it is one. */
        void see(P place, DoubleSupplier standardError) {
            double error = mayBegin(place) ? standardError.getAsDouble() : Double.NaN;
            if (error > 0 && error < Double.POSITIVE_INFINITY) {
                variances.put(place, error * error);
            }
        }

        RecurringUnits.Seen seen(P place, long buckets) {
            return new RecurringUnits.Seen(
                    variances.getOrDefault(place, Double.NaN), clusters.getOrDefault(place, 0L), buckets);
        }
    }

    /**
     * Takes note of a run date.
     *
     * @param ofDate its cells
     * @param soFar those of all run dates up to it
     */
    void add(SortedMap<Cell, CellTally> ofDate, SortedMap<Cell, CellTally> soFar) {
        ofDate.forEach((cell, tally) -> {
            CellTally all = Objects.requireNonNull(soFar.get(cell), "a run date is a part of all so far");
            boolean mayBegin = false;
            for (CarriedItem item : items) {
                mayBegin |= count(cell, item, tally, all);
            }
            if (mayBegin) {
                CellTally byBuckets = all.byBuckets();
                items.forEach(item -> see(cell, item, byBuckets));
            }
        });
    }

    /** Whether something may have its first look with this run date. */
    private boolean count(Cell cell, CarriedItem item, CellTally ofDate, CellTally soFar) {
        boolean mayBegin = false;
        for (VersionPair pair : ofDate.pairs().keySet()) {
            mayBegin |= pairs.count(place(cell, item, pair), item.units(ofDate, pair), item.buckets(soFar, pair));
        }
        for (String version : versions(item, ofDate)) {
            mayBegin |= versions.count(
                    value(cell, item, version), item.units(ofDate, version), item.buckets(soFar, version));
        }
        return mayBegin;
    }

    private void see(Cell cell, CarriedItem item, CellTally byBuckets) {
        for (VersionPair pair : byBuckets.pairs().keySet()) {
            pairs.see(place(cell, item, pair), () -> item.standardError(byBuckets, pair));
        }
        for (String version : versions(item, byBuckets)) {
            versions.see(value(cell, item, version), () -> item.standardError(byBuckets, version));
        }
    }

    private static Set<String> versions(CarriedItem item, CellTally tally) {
        return item.hasOwnValue() ? tally.costs().keySet() : Set.of();
    }

    private static BoundedLooks.Place place(Cell cell, CarriedItem item, VersionPair pair) {
        return new BoundedLooks.Place(cell, item.name(), pair.baseline(), pair.candidate());
    }

    private static BoundedLooks.Value value(Cell cell, CarriedItem item, String version) {
        return new BoundedLooks.Value(cell, item.name(), version);
    }

    /** The cells of all run dates with every bucket of clusters as a unit, as they are compared. */
    static SortedMap<Cell, CellTally> byBuckets(SortedMap<Cell, CellTally> cells) {
        SortedMap<Cell, CellTally> byBuckets = new TreeMap<>();
        cells.forEach((cell, tally) -> byBuckets.put(cell, tally.byBuckets()));
        return byBuckets;
    }

    /**
     * What was seen at all run dates.
     *
     * @param byBuckets of all of them together
     */
    RecurringUnits units(SortedMap<Cell, CellTally> byBuckets) {
        Map<BoundedLooks.Place, RecurringUnits.Seen> ofPairs = new HashMap<>();
        Map<BoundedLooks.Value, RecurringUnits.Seen> ofVersions = new HashMap<>();
        byBuckets.forEach((cell, tally) -> items.forEach(item -> {
            for (VersionPair pair : tally.pairs().keySet()) {
                BoundedLooks.Place place = place(cell, item, pair);
                ofPairs.put(place, pairs.seen(place, item.units(tally, pair)));
            }
            for (String version : versions(item, tally)) {
                BoundedLooks.Value value = value(cell, item, version);
                ofVersions.put(value, versions.seen(value, item.units(tally, version)));
            }
        }));
        return new RecurringUnits(ofPairs, ofVersions);
    }
}
