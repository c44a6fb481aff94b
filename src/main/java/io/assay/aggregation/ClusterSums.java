package io.assay.aggregation;

import io.assay.cost.BucketPairTally;
import io.assay.cost.BucketTally;
import io.assay.cost.ExactSum;
import io.assay.cost.MetricBasis;
import io.assay.cost.UnitSums;
import io.assay.cost.UnitVector;
import io.assay.cost.VectorPairTally;
import io.assay.cost.VectorTally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sums of one cluster in one cell, until its last row has passed. */
final class ClusterSums {

    private final int losses;
    private final List<MetricBasis> bases;
    private final Map<String, UnitSums[]> costs = new HashMap<>();
    private final Map<String, UnitVector[]> metrics = new HashMap<>();
    private final Map<VersionPair, Pair[]> pairs = new HashMap<>();
    private final Map<VersionPair, MetricPair[]> metricPairs = new HashMap<>();
    private final Map<String, UnitRows[]> bucketed = new HashMap<>();
    private final Map<VersionPair, UnitRows[]> bucketedPairs = new HashMap<>();

    ClusterSums(int losses, List<MetricBasis> bases) {
        this.losses = losses;
        this.bases = bases;
    }

    /** The sums of both sides of the pairs of a cluster. */
    record Pair(UnitSums candidate, UnitSums baseline) {

        private void evenOut() {
            fill(candidate, baseline.rows());
            fill(baseline, candidate.rows());
        }

        private static void fill(UnitSums sums, long rows) {
            while (sums.rows() < rows) {
                sums.add(0, 1);
            }
        }
    }

    /** The same for a metric. */
    record MetricPair(UnitVector candidate, UnitVector baseline) {}

    /** What a bucket needs to know of a cluster whose rows it has: its weight, and whether two sides differ in it. */
    static final class UnitRows {
        private final ExactSum weight = new ExactSum();
        private boolean differ;

        void add(double rowWeight) {
            weight.add(rowWeight);
        }

        void addPair(double rowWeight, boolean rowsDiffer) {
            weight.add(rowWeight);
            differ |= rowsDiffer;
        }

        private void addTo(BucketPairTally tally) {
            if (differ) {
                tally.addDifferingUnit(weight.value());
            } else {
                tally.addEqualUnit(weight.value());
            }
        }
    }

    UnitSums cost(String version, int loss) {
        UnitSums[] sums = costs.computeIfAbsent(version, key -> new UnitSums[losses]);
        if (sums[loss] == null) {
            sums[loss] = new UnitSums();
        }
        return sums[loss];
    }

    UnitVector metric(String version, int basis) {
        UnitVector[] sums = metrics.computeIfAbsent(version, key -> new UnitVector[bases.size()]);
        if (sums[basis] == null) {
            sums[basis] = new UnitVector(bases.get(basis));
        }
        return sums[basis];
    }

    Pair pair(VersionPair pair, int loss) {
        Pair[] sums = pairs.computeIfAbsent(pair, key -> new Pair[losses]);
        if (sums[loss] == null) {
            sums[loss] = new Pair(new UnitSums(), new UnitSums());
        }
        return sums[loss];
    }

    MetricPair metricPair(VersionPair pair, int basis) {
        MetricPair[] sums = metricPairs.computeIfAbsent(pair, key -> new MetricPair[bases.size()]);
        if (sums[basis] == null) {
            sums[basis] = new MetricPair(new UnitVector(bases.get(basis)), new UnitVector(bases.get(basis)));
        }
        return sums[basis];
    }

    /** Gives both sides of every pair as many rows, by rows that add nothing. */
    void evenOut() {
        for (Pair[] sums : pairs.values()) {
            for (Pair pair : sums) {
                if (pair != null) {
                    pair.evenOut();
                }
            }
        }
    }

    UnitRows rows(String version, int basis) {
        return rows(bucketed.computeIfAbsent(version, key -> new UnitRows[bases.size()]), basis);
    }

    UnitRows pairRows(VersionPair pair, int basis) {
        return rows(bucketedPairs.computeIfAbsent(pair, key -> new UnitRows[bases.size()]), basis);
    }

    private static UnitRows rows(UnitRows[] rows, int basis) {
        if (rows[basis] == null) {
            rows[basis] = new UnitRows();
        }
        return rows[basis];
    }

    /** Hands the cluster over as one unit of each tally. */
    void addTo(CellTally tally) {
        addBucketedTo(tally);
        costs.forEach((version, sums) -> {
            for (int i = 0; i < losses; i++) {
                if (sums[i] != null && sums[i].rows() > 0) {
                    tally.costs(version)[i].addUnit(sums[i]);
                }
            }
        });
        metrics.forEach((version, sums) -> {
            for (int i = 0; i < sums.length; i++) {
                if (sums[i] != null) {
                    ((VectorTally) tally.metrics(version)[i]).addUnit(sums[i]);
                }
            }
        });
        pairs.forEach((pair, sums) -> {
            for (int i = 0; i < losses; i++) {
                if (sums[i] != null && sums[i].candidate().rows() > 0) {
                    tally.pairs(pair)[i].addUnit(sums[i].candidate(), sums[i].baseline());
                }
            }
        });
        metricPairs.forEach((pair, sums) -> {
            for (int i = 0; i < sums.length; i++) {
                if (sums[i] != null) {
                    ((VectorPairTally) tally.metricPairs(pair)[i]).addUnit(sums[i].candidate(), sums[i].baseline());
                }
            }
        });
    }

    private void addBucketedTo(CellTally tally) {
        bucketed.forEach((version, rows) -> {
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] != null) {
                    ((BucketTally) tally.metrics(version)[i]).addUnit(rows[i].weight.value());
                }
            }
        });
        bucketedPairs.forEach((pair, rows) -> {
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] != null) {
                    rows[i].addTo((BucketPairTally) tally.metricPairs(pair)[i]);
                }
            }
        });
    }
}
