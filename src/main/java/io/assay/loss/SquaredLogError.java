package io.assay.loss;

import static io.assay.loss.Domain.GREATER_THAN_MINUS_ONE;

/** The square of the difference of log(1 + x); its mean is the MSLE, the root of that the RMSLE. */
public final class SquaredLogError implements Loss {

    private static final Definition DEFINITION = Definition.of("squared_log_error", Family.REGRESSION)
            .summary("The square of the difference of log(1 + x); as a mean the MSLE, as a root the RMSLE.")
            .formula("(log(1+p) − log(1+y))²")
            .label(GREATER_THAN_MINUS_ONE)
            .prediction(GREATER_THAN_MINUS_ONE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .shorthand("msle", "mean")
            .shorthand("rmsle", "root")
            .shorthand("mean_squared_log_error", "mean")
            .shorthand("root_mean_squared_log_error", "root")
            .outliers("Errors count by their ratio, so a large label with a large error does no harm by itself.")
            .choose(
                    "Labels span orders of magnitude and may be 0, and too little is worse than too much by the same amount.")
            .peers("Keras floors label and prediction at 1e-7.")
            .reference("scikit-learn mean_squared_log_error")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        double difference = difference(label, prediction);
        return difference * difference;
    }

    /** log(1+p) − log(1+y), in the form that keeps its digits where both are close; NaN outside of the domain. */
    static double difference(double label, double prediction) {
        if (!GREATER_THAN_MINUS_ONE.contains(label) || !GREATER_THAN_MINUS_ONE.contains(prediction)) {
            return Double.NaN;
        }
        double error = prediction - label;
        return Math.abs(error) < (1 + label) / 2
                ? StrictMath.log1p(error / (1 + label))
                : StrictMath.log1p(prediction) - StrictMath.log1p(label);
    }
}
