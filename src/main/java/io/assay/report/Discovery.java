package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.DiscoveredSlice;
import io.assay.comparison.Verdict;
import io.assay.loss.Direction;
import java.util.List;

/**
 * What a search for slices found out, ready to be rendered.
 *
 * @param run what every result has: names, verdicts with what stands in the way of a comparison, accounts, notes, provenance; no
 *     gates, costs or comparisons
 * @param loss by whose mean over rows slices are compared
 * @param direction which way is better, {@code LOWER} or {@code HIGHER}
 * @param features by name, in order
 * @param levels conditions of a slice, at most
 * @param searches one for each candidate and baseline that could be compared
 * @param slices what was found in all of them, most suspicious first in each
 */
public record Discovery(
        Evaluation run,
        String loss,
        Direction direction,
        List<String> features,
        int levels,
        List<Search> searches,
        List<DiscoveredSlice> slices) {

    public Discovery {
        features = List.copyOf(features);
        searches = List.copyOf(searches);
        slices = List.copyOf(slices);
    }

    /**
     * A search through the slices of one candidate and one baseline.
     *
     * @param searchedPairs pairs in which slices were looked for
     * @param searchedUnits independent units among them
     * @param heldOut all pairs on which slices are judged
     * @param looked slices whose rows were looked at
     * @param pruned slices that could not be among the most suspicious
     * @param winners the most suspicious
     * @param leftOut features with too many values
     * @param capped whether there were too many slices to look at all that could be
     */
    public record Search(
            long searchedPairs,
            long searchedUnits,
            Comparison heldOut,
            long looked,
            long pruned,
            int winners,
            List<String> leftOut,
            boolean capped) {

        public Search {
            leftOut = List.copyOf(leftOut);
        }
    }

    /** The worst verdict of all. */
    public Verdict verdict() {
        return run.verdict();
    }

    /** What was found in the slices of one candidate and one baseline. */
    List<DiscoveredSlice> slices(String baseline, String candidate) {
        return slices.stream()
                .filter(slice -> slice.comparison().baseline().equals(baseline)
                        && slice.comparison().candidate().equals(candidate))
                .toList();
    }

    /** The same after other times. */
    public Discovery withProvenance(Provenance provenance) {
        return new Discovery(run.withProvenance(provenance), loss, direction, features, levels, searches, slices);
    }
}
