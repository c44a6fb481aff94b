package io.assay.comparison;

import io.assay.dimension.Cell;

/**
 * What one slice adds to the difference of two versions over all rows.
 *
 * @param cell the slice, or the partition
 * @param rows compared: pairs, or the rows of both versions when unpaired
 * @param baselineShare of the baseline's weight, or of its denominators in a ratio; from 0 to 1
 * @param candidateShare of the candidate's
 * @param baselineCost in the slice; NaN where it has no rows there
 * @param candidateCost in the slice; NaN where it has no rows there
 * @param standardError of the difference of these costs; 0 where one is absent, NaN where it is unknown
 * @param within what the slice adds because its cost has changed: mean share · (candidate's − baseline's cost)
 * @param mix what it adds because its share has changed
 */
public record SliceShift(
        Cell cell,
        long rows,
        double baselineShare,
        double candidateShare,
        double baselineCost,
        double candidateCost,
        double standardError,
        double within,
        double mix) {

    /** Both together, without rounding. */
    public double contribution() {
        return within + mix;
    }

    /** The mean of both shares. */
    public double share() {
        return (baselineShare + candidateShare) / 2;
    }
}
