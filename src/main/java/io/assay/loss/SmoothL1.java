package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** Squared for small errors, linear beyond {@code beta}: {@link Huber} divided by its {@code delta}. */
public final class SmoothL1 implements Loss {

    private static final Definition DEFINITION = Definition.of("smooth_l1", Family.REGRESSION)
            .summary("Squared for small errors, linear beyond beta; Huber divided by its delta.")
            .formula("e²/(2·beta) if |e| < beta, else |e| − beta/2")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("beta", 1.0, NON_NEGATIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .outliers("Beyond beta an error counts linearly, so no single row takes the mean over.")
            .choose("Huber is wanted, with large errors at slope 1 whatever the bend.")
            .peers("torch HuberLoss is this multiplied by its delta; Keras, Optax and scipy have only that scale.")
            .reference("torch SmoothL1Loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double beta) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !NON_NEGATIVE.contains(beta)) {
            return Double.NaN;
        }
        double size = Math.abs(prediction - label);
        // size / beta is below 1, so nothing overflows or vanishes early.
        return size < beta ? size / beta * size / 2 : size - beta / 2;
    }
}
