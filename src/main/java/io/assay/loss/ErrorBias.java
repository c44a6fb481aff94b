package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The signed error: its mean tells whether a model predicts too much or too little. It cannot be gated. */
public final class ErrorBias implements Loss {

    private static final Definition DEFINITION = Definition.of("error_bias", Family.REGRESSION)
            .summary("The signed error, p − y; its mean is the bias, positive for too much.")
            .formula("p − y")
            .label(FINITE)
            .prediction(FINITE)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .direction(Direction.NONE)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .shorthand("bias", "mean")
            .shorthand("mean_error", "mean")
            .outliers("A large error moves the mean in proportion to its size, and errors of opposite signs cancel.")
            .choose(
                    "It matters whether a model predicts too much or too little on the whole, beside a loss that measures size.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        // Of 0 and -0 the difference would be -0.
        return prediction - label + 0.0;
    }
}
