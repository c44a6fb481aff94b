package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;

/**
 * The sMAPE and the MASE of a forecast, each over that of the naive forecast, and their mean.
 *
 * Its arguments are costs already: a row is a series, a group of series or a whole evaluation.
 */
public final class OverallWeightedAverage implements Loss {

    private static final Definition DEFINITION = Definition.of("overall_weighted_average", Family.PERCENTAGE)
            .summary("The mean of sMAPE and MASE, each over that of the naive forecast; a row holds these four costs.")
            .formula("(smape/naive_smape + mase/naive_mase) / 2")
            .prediction("smape", NON_NEGATIVE)
            .prediction("mase", NON_NEGATIVE)
            .required("naive_smape", POSITIVE)
            .required("naive_mase", POSITIVE)
            .convexity(Convexity.CONVEX)
            .shorthand("owa", "mean")
            .outliers("A group where the naive forecast is nearly perfect can decide the mean.")
            .choose("Results of a forecasting competition are put into one number; below 1 beats the naive forecast.")
            .peers(
                    "The M4 competition takes it of the averages over all series; the mean over rows weighs each row alike.")
            .reference("M4 competition")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double smape, double mase, double naiveSmape, double naiveMase) {
        if (!NON_NEGATIVE.contains(smape)
                || !NON_NEGATIVE.contains(mase)
                || !POSITIVE.contains(naiveSmape)
                || !POSITIVE.contains(naiveMase)) {
            return Double.NaN;
        }
        return Math.abs(smape / naiveSmape / 2 + mase / naiveMase / 2);
    }
}
