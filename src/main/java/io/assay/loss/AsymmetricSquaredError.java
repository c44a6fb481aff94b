package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The square of the error, weighted by whether the prediction is too small or too large. */
public final class AsymmetricSquaredError implements Loss {

    private static final Definition DEFINITION = Definition.of("asymmetric_squared_error", Family.COST)
            .summary("The square of the error, weighted by whether the prediction is too small or too large.")
            .formula("k · e², k = over if e > 0 else under")
            .label(FINITE)
            .prediction(FINITE)
            .required("under", NON_NEGATIVE)
            .required("over", NON_NEGATIVE)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("An error ten times as large counts a hundred times, so a few large errors can decide the mean.")
            .choose("Too little and too much cost differently, and large errors are worse than in proportion.")
            .reference("Closed form")
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
        return weight == 0 ? 0 : weight * error * error;
    }
}
