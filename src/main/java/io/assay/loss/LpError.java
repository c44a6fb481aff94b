package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** The size of the error to a power: 1 the absolute error, 2 the squared one. */
public final class LpError implements Loss {

    private static final Definition DEFINITION = Definition.of("lp_error", Family.REGRESSION)
            .summary("The size of the error to the power p.")
            .formula("|e|^p")
            .label(FINITE)
            .prediction(FINITE)
            .required("p", POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .outliers(
                    "The larger p, the more a large error counts; below 1 it counts less than in proportion. Convex from p = 1.")
            .choose(
                    "Large errors should count more than in absolute_error and less than in squared_error, or the other way.")
            .peers("Its cost is the mean of the powers; the p-th root of that is the norm that some call by this name.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double p) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !POSITIVE.contains(p)) {
            return Double.NaN;
        }
        return StrictMath.pow(Math.abs(prediction - label), p);
    }
}
