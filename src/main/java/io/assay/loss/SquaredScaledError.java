package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** The square of the error over a scale of its series; the root of its mean is the RMSSE. */
public final class SquaredScaledError implements Loss {

    private static final Definition DEFINITION = Definition.of("squared_scaled_error", Family.PERCENTAGE)
            .summary("The square of the error over a scale of its series; as a root the RMSSE.")
            .formula(
                    "(e / scale)², scale = the root mean square of the naive forecast's error on the training part of the series")
            .label(FINITE)
            .prediction(FINITE)
            .required("scale", POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .aggregate("root")
            .shorthand("rmsse", "root")
            .outliers("A few large errors, or one series whose scale is near 0, can decide the cost.")
            .choose(
                    "Forecasts of series of different sizes are put together, and large errors are worse than in proportion.")
            .peers("The M5 competition takes the root within each series and then a weighted mean.")
            .reference("M5 competition")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double scale) {
        return of(label, prediction, scale);
    }

    /** ((p − y) / divisor)²; NaN outside of the domain. */
    static double of(double label, double prediction, double divisor) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !POSITIVE.contains(divisor)) {
            return Double.NaN;
        }
        double fraction = Fractions.of(label, prediction, divisor);
        return fraction * fraction;
    }
}
