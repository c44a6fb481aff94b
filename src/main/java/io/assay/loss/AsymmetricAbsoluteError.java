package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The size of the error, weighted by whether the prediction is too small or too large. */
public final class AsymmetricAbsoluteError implements Loss {

    private static final Definition DEFINITION = Definition.of("asymmetric_absolute_error", Family.COST)
            .summary("The size of the error, weighted by whether the prediction is too small or too large.")
            .formula("k · |e|, k = over if e > 0 else under")
            .label(FINITE)
            .prediction(FINITE)
            .required("under", NON_NEGATIVE)
            .required("over", NON_NEGATIVE)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .shorthand("linlin", "mean")
            .outliers("Every error counts in proportion to its size, so no single row takes the mean over.")
            .choose("A unit too little and a unit too much have known costs, as with stock.")
            .reference("Closed form; pinball_loss with tau = under / (under + over), scaled")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double under, double over) {
        if (!FINITE.contains(label)
                || !FINITE.contains(prediction)
                || !NON_NEGATIVE.contains(under)
                || !NON_NEGATIVE.contains(over)) {
            return Double.NaN;
        }
        double error = prediction - label;
        double weight = error > 0 ? over : under;
        return weight == 0 ? 0 : weight * Math.abs(error);
    }
}
