package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The size of the error; its mean is the MAE, its median the MdAE. */
public final class AbsoluteError implements Loss {

    private static final Definition DEFINITION = Definition.of("absolute_error", Family.REGRESSION)
            .summary("The size of the error, |e|; as a mean the MAE.")
            .formula("|e|")
            .label(FINITE)
            .prediction(FINITE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .shorthand("mae", "mean")
            .shorthand("mean_absolute_error", "mean")
            .shorthand("medae", "median")
            .shorthand("median_absolute_error", "median")
            .shorthand("max_error", "max")
            .shorthand("l1", "mean")
            .outliers("Every error counts in proportion to its size, so no single row takes the mean over.")
            .choose(
                    "An error of 10 is ten times as bad as one of 1, or the prediction should be the median of the label.")
            .reference("torch L1Loss, Keras MeanAbsoluteError, scikit-learn mean_absolute_error")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        return Math.abs(prediction - label);
    }
}
