package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** The size of the error over a scale of its series, such as the error of a naive forecast; its mean is the MASE. */
public final class AbsoluteScaledError implements Loss {

    private static final Definition DEFINITION = Definition.of("absolute_scaled_error", Family.PERCENTAGE)
            .summary("The size of the error over a scale of its series; as a mean the MASE.")
            .formula(
                    "|e| / scale, scale = the mean size of the naive forecast's error on the training part of the series")
            .label(FINITE)
            .prediction(FINITE)
            .required("scale", POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .shorthand("mase", "mean")
            .outliers("Errors count in proportion to their size; a series whose scale is near 0 can decide the mean.")
            .choose(
                    "Forecasts of series of different sizes are put together, and 1 should mean as good as the naive forecast.")
            .peers("Others average within each series first; that needs a weight of 1 over the length of the series.")
            .reference("Hyndman and Koehler 2006; M4 competition, sktime")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double scale) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !POSITIVE.contains(scale)) {
            return Double.NaN;
        }
        return Math.abs(Fractions.of(label, prediction, scale));
    }
}
