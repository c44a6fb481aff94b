package io.assay.aggregation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.sql.Row;

/** Finds, among the rows of one example, the pairs to compare, and counts the versions that are missing. */
final class PairFinder implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> baselines;
    private final ArrayList<String> candidates;
    private final boolean paired;

    PairFinder(List<String> baselines, List<String> candidates, boolean paired) {
        this.baselines = new ArrayList<>(baselines);
        this.candidates = new ArrayList<>(candidates);
        this.paired = paired;
    }

    /** What to do with a pair. */
    @FunctionalInterface
    interface Visitor {
        void visit(VersionPair pair, Row baseline, Row candidate);
    }

    /**
     * Visits every pair of an example whose baseline has a usable row.
     *
     * @param example version → its row; a row that was set aside for its values stands there with its status
     */
    void pairs(SortedMap<String, Row> example, Visitor visitor, Counts counts) {
        if (!paired) {
            return;
        }
        for (String baseline : baselines) {
            Row theirs = example.get(baseline);
            if (theirs == null) {
                continue;
            }
            for (String candidate : candidates.isEmpty() ? example.keySet() : candidates) {
                Row ours = example.get(candidate);
                if (ours == null || baselines.contains(candidate)) {
                    continue;
                }
                counts.add(1, Counts.SHARED, baseline, candidate);
                if (theirs.isNullAt(ScoredLayout.STATUS)) {
                    visitor.visit(new VersionPair(baseline, candidate), theirs, ours);
                }
            }
        }
        example.forEach((version, row) -> counts.add(1, Counts.IDS, version));
    }
}
