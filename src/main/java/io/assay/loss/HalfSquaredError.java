package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** Half the square of the error, as gradients like it; the MSE is twice its mean. */
public final class HalfSquaredError implements Loss {

    private static final Definition DEFINITION = Definition.of("half_squared_error", Family.REGRESSION)
            .summary("Half the square of the error, e²/2.")
            .formula("e²/2")
            .label(FINITE)
            .prediction(FINITE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("As with squared_error, a few large errors can decide the mean.")
            .choose("A cost is to be compared with the objective of a library that halves the square.")
            .peers("torch, Keras and scikit-learn do not halve.")
            .reference("Optax l2_loss; the objective of XGBoost and CatBoost")
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
        return error * error / 2;
    }
}
