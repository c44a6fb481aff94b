package io.assay.comparison;

import io.assay.loss.Direction;

/**
 * What {@link Exploration} makes of one slice.
 *
 * @param comparison of the slice; its p-value is two-sided, of difference = 0
 * @param tests slices that were looked at for the same candidate, baseline and loss
 * @param familyPValue of the hypothesis that none of them differs (Simes 1986, or one over the mean of e-values)
 * @param adjustedPValue after {@code correction} among the slices of this family
 * @param discovered whether it differs, with at most a tenth of all such findings by chance on average
 * @param shrunkDifference candidate − baseline, moved towards the mean of all slices by as much as its noise demands
 * @param shrunkStandardError of that
 * @param worseProbability that the harm is above the margin, all slices considered; NaN where no direction is better
 * @param eValue of difference = 0 where one looks after every run, from which families are then selected and slices named; NaN
 *     for a single look
 * @param looks so far; 1 for a single look
 * @param correction that p-values or e-values were adjusted by
 */
public record ExploredSlice(
        Comparison comparison,
        int tests,
        double familyPValue,
        double adjustedPValue,
        boolean discovered,
        double shrunkDifference,
        double shrunkStandardError,
        double worseProbability,
        double eValue,
        int looks,
        SliceCorrection correction) {

    /** What comes of a single look. */
    public ExploredSlice(
            Comparison comparison,
            int tests,
            double familyPValue,
            double adjustedPValue,
            boolean discovered,
            double shrunkDifference,
            double shrunkStandardError,
            double worseProbability) {
        this(
                comparison,
                tests,
                familyPValue,
                adjustedPValue,
                discovered,
                shrunkDifference,
                shrunkStandardError,
                worseProbability,
                Double.NaN,
                1,
                SliceCorrection.BENJAMINI_HOCHBERG);
    }

    /** Whether one looks after every run, so that e-values decide. */
    public boolean isSequential() {
        return !Double.isNaN(eValue);
    }

    /** {@code worse}, {@code better}, {@code different} where no direction is better, or nothing where it is not discovered. */
    public String found() {
        if (!discovered) {
            return "";
        }
        if (comparison.direction() == Direction.NONE) {
            return "different";
        }
        boolean higher = comparison.difference() > 0;
        return higher == (comparison.direction() == Direction.LOWER) ? "worse" : "better";
    }
}
