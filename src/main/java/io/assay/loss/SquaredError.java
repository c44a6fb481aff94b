package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The square of the error; its mean is the MSE, the root of that the RMSE. */
public final class SquaredError implements Loss {

    private static final Definition DEFINITION = Definition.of("squared_error", Family.REGRESSION)
            .summary("The square of the error, e²; as a mean the MSE, as a root the RMSE.")
            .formula("e²")
            .label(FINITE)
            .prediction(FINITE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .shorthand("mse", "mean")
            .shorthand("rmse", "root")
            .shorthand("mean_squared_error", "mean")
            .shorthand("root_mean_squared_error", "root")
            .shorthand("l2", "mean")
            .outliers("An error ten times as large counts a hundred times, so a few large errors can decide the mean.")
            .choose(
                    "Large errors are worse than in proportion to their size, or the prediction should be the mean of the label.")
            .peers("Optax l2_loss is half of it.")
            .reference("torch MSELoss, Keras MeanSquaredError, scikit-learn mean_squared_error")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        double error = prediction - label;
        return error * error;
    }
}
