package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** 1 where a number is off by more than a tolerance, absolute or in units of the label, whichever is larger. */
public final class WithinToleranceError implements Loss {

    private static final Definition DEFINITION = Definition.of("within_tolerance_error", Family.REGRESSION)
            .summary(
                    "1 where a number is off by more than a tolerance, absolute or relative to the label, whichever is larger.")
            .formula("[|e| > max(absolute, relative·|y|)]")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("absolute", 0.0, NON_NEGATIVE)
            .parameter("relative", 0.0, NON_NEGATIVE)
            .range(0, 1)
            .zeroAtEquality()
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("A number that is far off costs as much as one just beyond the tolerance.")
            .choose(
                    "Answers are right or wrong, as of calculations, measurements within a specification or forecasts that must hold.")
            .peers("Python math.isclose is relative to the larger of both; numpy isclose adds the two tolerances.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double absolute, double relative) {
        if (!FINITE.contains(label)
                || !FINITE.contains(prediction)
                || !NON_NEGATIVE.contains(absolute)
                || !NON_NEGATIVE.contains(relative)) {
            return Double.NaN;
        }
        return Math.abs(prediction - label) > Math.max(absolute, relative * Math.abs(label)) ? 1 : 0;
    }
}
