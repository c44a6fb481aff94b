package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.TallyPlan;
import io.assay.aggregation.VersionPair;
import io.assay.cost.Aggregate;
import io.assay.cost.ComparedMetric;
import io.assay.cost.PairHistograms;
import io.assay.cost.PairTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A loss or a metric of which the sums of clusters are carried over run dates, as it is read of a cell that has the versions. */
sealed interface CarriedItem {

    String name();

    /** Whether a version's own value is read from what is carried. */
    boolean hasOwnValue();

    /** How many clusters, or what is tallied as such, a pair has. */
    long units(CellTally tally, VersionPair pair);

    /** How many a version has. */
    long units(CellTally tally, String version);

    /** In how many buckets a pair has clusters. */
    int buckets(CellTally tally, VersionPair pair);

    /** In how many a version has. */
    int buckets(CellTally tally, String version);

    /** The standard error that tells the information on a pair. */
    double standardError(CellTally byBuckets, VersionPair pair);

    /** The same of a version. */
    double standardError(CellTally byBuckets, String version);

    /** All that a plan carries. */
    static List<CarriedItem> of(TallyPlan plan, List<PlannedMetric> metrics) {
        List<CarriedItem> items = new ArrayList<>();
        for (int i = 0; i < plan.losses().size(); i++) {
            Aggregate aggregate = plan.losses().get(i).aggregate();
            if (aggregate.isSmooth() || aggregate.isOfDifferences()) {
                items.add(new OfLoss(plan.losses().get(i).name(), i, aggregate));
            }
        }
        for (PlannedMetric metric : metrics) {
            if (isCarried(plan, metric)) {
                items.add(new OfMetric(
                        metric.entry().name(), metric.tally(), metric.compared().orElseThrow()));
            }
        }
        return items;
    }

    /**
     * Whether a metric can be compared where clusters may come again. One that is biased cannot: its bias is as large as its
     * standard error at any number of rows, and would be taken for a difference some day.
     */
    static boolean isCarried(TallyPlan plan, PlannedMetric metric) {
        return metric.compared().isPresent()
                && metric.entry().definition().unbiased().isEmpty()
                && plan.carriesMetric(metric.tally());
    }

    /** A loss by its index. */
    record OfLoss(String name, int index, Aggregate aggregate) implements CarriedItem {

        private PairTally of(CellTally tally, VersionPair pair) {
            return Objects.requireNonNull(tally.pairs().get(pair))[index];
        }

        @Override
        public boolean hasOwnValue() {
            return aggregate.isSmooth();
        }

        @Override
        public long units(CellTally tally, VersionPair pair) {
            return of(tally, pair).units();
        }

        @Override
        public long units(CellTally tally, String version) {
            return Objects.requireNonNull(tally.costs().get(version))[index].units();
        }

        @Override
        public int buckets(CellTally tally, VersionPair pair) {
            return tally.carriedBuckets(pair, index);
        }

        @Override
        public int buckets(CellTally tally, String version) {
            return tally.carriedBuckets(version, index);
        }

        /** Of a difference; for a median of differences that of the share of them that lies beyond it. */
        @Override
        public double standardError(CellTally byBuckets, VersionPair pair) {
            PairTally tally = of(byBuckets, pair);
            return aggregate.isOfDifferences()
                    ? tally.histograms()
                            .flatMap(PairHistograms::shareVariance)
                            .map(Math::sqrt)
                            .orElse(Double.NaN)
                    : aggregate.estimate(tally).standardError();
        }

        @Override
        public double standardError(CellTally byBuckets, String version) {
            return aggregate.standardError(
                    Objects.requireNonNull(byBuckets.costs().get(version))[index]);
        }
    }

    /** A metric by the index of its tally. */
    record OfMetric(String name, int tallied, ComparedMetric metric) implements CarriedItem {

        @Override
        public boolean hasOwnValue() {
            return true;
        }

        @Override
        public long units(CellTally tally, VersionPair pair) {
            return Objects.requireNonNull(tally.metricPairs().get(pair))[tallied].units();
        }

        @Override
        public long units(CellTally tally, String version) {
            return Objects.requireNonNull(tally.metrics().get(version))[tallied].units();
        }

        @Override
        public int buckets(CellTally tally, VersionPair pair) {
            return tally.carriedMetricBuckets(pair, tallied);
        }

        @Override
        public int buckets(CellTally tally, String version) {
            return tally.carriedMetricBuckets(version, tallied);
        }

        @Override
        public double standardError(CellTally byBuckets, VersionPair pair) {
            return metric.of(Objects.requireNonNull(byBuckets.metricPairs().get(pair))[tallied])
                    .estimate()
                    .standardError();
        }

        @Override
        public double standardError(CellTally byBuckets, String version) {
            return metric.of(Objects.requireNonNull(byBuckets.metrics().get(version))[tallied])
                    .standardError();
        }
    }
}
