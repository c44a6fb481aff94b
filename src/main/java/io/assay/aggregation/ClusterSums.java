package io.assay.aggregation;

import io.assay.cost.UnitSums;
import java.util.HashMap;
import java.util.Map;

/** The sums of one cluster in one cell, until its last row has passed. */
final class ClusterSums {

    private final int losses;
    private final Map<String, UnitSums[]> costs = new HashMap<>();
    private final Map<VersionPair, Pair[]> pairs = new HashMap<>();

    ClusterSums(int losses) {
        this.losses = losses;
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

    UnitSums cost(String version, int loss) {
        UnitSums[] sums = costs.computeIfAbsent(version, key -> new UnitSums[losses]);
        if (sums[loss] == null) {
            sums[loss] = new UnitSums();
        }
        return sums[loss];
    }

    Pair pair(VersionPair pair, int loss) {
        Pair[] sums = pairs.computeIfAbsent(pair, key -> new Pair[losses]);
        if (sums[loss] == null) {
            sums[loss] = new Pair(new UnitSums(), new UnitSums());
        }
        return sums[loss];
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

    /** Hands the cluster over as one unit of each tally. */
    void addTo(CellTally tally) {
        costs.forEach((version, sums) -> {
            for (int i = 0; i < losses; i++) {
                if (sums[i] != null && sums[i].rows() > 0) {
                    tally.costs(version)[i].addUnit(sums[i]);
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
    }
}
