package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The logarithm of the hyperbolic cosine of the error: squared for small errors, linear for large ones. */
public final class LogCosh implements Loss {

    private static final Definition DEFINITION = Definition.of("log_cosh", Family.REGRESSION)
            .summary("log(cosh(e)): half the square for small errors, |e| − log 2 for large ones.")
            .formula("log(cosh(e))")
            .label(FINITE)
            .prediction(FINITE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Beyond about 2 an error counts linearly, so no single row takes the mean over.")
            .choose("Huber is wanted without a parameter, and errors are of the order of 1.")
            .peers("Keras and Optax lose the digits of small errors; Keras is off by up to 2e-9.")
            .reference("Closed form; Keras LogCosh, Optax log_cosh")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        return Primitives.logCosh(prediction - label);
    }
}
