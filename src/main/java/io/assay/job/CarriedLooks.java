package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.TallyPlan;
import io.assay.comparison.BoundedLooks;
import io.assay.comparison.Looks;
import io.assay.comparison.RecurringUnits;
import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is carried over run dates of clusters, which under {@code compare.sequential} are taken to come again: who is a user on
 * one run date is mostly one on the next. Run dates are told in their order, and the variance at the first look, that is at the
 * first run date by which there are enough clusters, is kept for good.
 */
final class CarriedLooks {

    private final TallyPlan plan;
    private final Known<BoundedLooks.Place> pairs = new Known<>();
    private final Known<BoundedLooks.Value> versions = new Known<>();

    CarriedLooks(TallyPlan plan) {
        this.plan = plan;
    }

    /** What is known of places so far. */
    private static final class Known<P> {
        private final Map<P, Long> clusters = new HashMap<>();
        private final Map<P, Double> variances = new HashMap<>();

        /** Takes note of a run date, and tells whether the place may have its first look with it. */
        boolean count(P place, long clustersOfDate) {
            clusters.merge(place, clustersOfDate, Math::max);
            return mayBegin(place);
        }

        private boolean mayBegin(P place) {
            return clusters.getOrDefault(place, 0L) >= Looks.BURN_IN && !variances.containsKey(place);
        }

        /** Takes note of a first look, if it is one. */
        void see(P place, double standardError) {
            if (mayBegin(place) && standardError > 0 && standardError < Double.POSITIVE_INFINITY) {
                variances.put(place, standardError * standardError);
            }
        }

        RecurringUnits.Seen seen(P place, long buckets) {
            return new RecurringUnits.Seen(
                    variances.getOrDefault(place, Double.NaN), clusters.getOrDefault(place, 0L), buckets);
        }
    }

    private interface OfPlaces<P, T> {
        void take(P place, Aggregate aggregate, T tally);
    }

    private void pairs(Cell cell, CellTally tally, OfPlaces<BoundedLooks.Place, PairTally> taker) {
        for (int i = 0; i < plan.losses().size(); i++) {
            LossColumn loss = plan.losses().get(i);
            int index = i;
            if (loss.aggregate().isSmooth()) {
                tally.pairs()
                        .forEach((pair, tallies) -> taker.take(
                                new BoundedLooks.Place(cell, loss.name(), pair.baseline(), pair.candidate()),
                                loss.aggregate(),
                                tallies[index]));
            }
        }
    }

    private void versions(Cell cell, CellTally tally, OfPlaces<BoundedLooks.Value, CostTally> taker) {
        for (int i = 0; i < plan.losses().size(); i++) {
            LossColumn loss = plan.losses().get(i);
            int index = i;
            if (loss.aggregate().isSmooth()) {
                tally.costs()
                        .forEach((version, tallies) -> taker.take(
                                new BoundedLooks.Value(cell, loss.name(), version), loss.aggregate(), tallies[index]));
            }
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
            boolean[] mayBegin = new boolean[1];
            pairs(cell, tally, (place, aggregate, pair) -> mayBegin[0] |= pairs.count(place, pair.units()));
            versions(cell, tally, (place, aggregate, cost) -> mayBegin[0] |= versions.count(place, cost.units()));
            if (mayBegin[0]) {
                CellTally all = Objects.requireNonNull(soFar.get(cell), "a run date is a part of all so far")
                        .byBuckets();
                pairs(
                        cell,
                        all,
                        (place, aggregate, pair) ->
                                pairs.see(place, aggregate.estimate(pair).standardError()));
                versions(cell, all, (place, aggregate, cost) -> versions.see(place, aggregate.standardError(cost)));
            }
        });
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
        byBuckets.forEach((cell, tally) -> {
            pairs(cell, tally, (place, aggregate, pair) -> ofPairs.put(place, pairs.seen(place, pair.units())));
            versions(
                    cell, tally, (place, aggregate, cost) -> ofVersions.put(place, versions.seen(place, cost.units())));
        });
        return new RecurringUnits(ofPairs, ofVersions);
    }
}
