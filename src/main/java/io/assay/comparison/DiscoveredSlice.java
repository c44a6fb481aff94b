package io.assay.comparison;

/**
 * A slice that was found by searching some units, judged on others, which the search has not seen.
 *
 * @param rank by suspicion, from 1
 * @param comparison on the rows held out; its adjusted p-value is of harm ≤ margin, after Holm over all slices judged, and it
 *     finds the candidate worse only where that correction allows it
 * @param worsePValue one-sided, of harm ≤ 0
 * @param adjustedWorsePValue the same after Holm over all slices judged
 * @param tests slices judged
 * @param outcome what follows
 */
public record DiscoveredSlice(
        int rank, Comparison comparison, double worsePValue, double adjustedWorsePValue, int tests, Outcome outcome) {

    /** What the rows held out say of a slice. */
    public enum Outcome {
        /** The candidate is worse there by more than the margin. */
        MATERIALLY_WORSE,
        /** It is worse there, by more or less than the margin. */
        WORSE,
        /** The rows held out do not show that it is worse there. */
        NOT_CONFIRMED,
        /** They are too few to say anything. */
        UNRELIABLE
    }
}
