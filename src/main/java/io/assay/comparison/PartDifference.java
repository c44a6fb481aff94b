package io.assay.comparison;

import io.assay.dimension.Cell;

/**
 * What one part adds to the difference of two versions under a weighted sum of losses.
 *
 * @param cell partition and slice
 * @param loss the sum
 * @param part the loss that is one of its parts
 * @param weight of the part
 * @param rows compared
 * @param baselineContribution what the part adds to the baseline's cost, on the rows compared
 * @param candidateContribution what it adds to the candidate's
 * @param difference candidate − baseline
 * @param sumDifference the difference of the sums
 */
public record PartDifference(
        Cell cell,
        String loss,
        String baseline,
        String candidate,
        String part,
        double weight,
        long rows,
        double baselineContribution,
        double candidateContribution,
        double difference,
        double sumDifference) {

    /** {@code difference} over {@code sumDifference}; NaN where the sums do not differ. */
    public double share() {
        return sumDifference == 0 ? Double.NaN : difference / sumDifference;
    }
}
