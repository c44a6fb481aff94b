package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** Squared for small errors, linear beyond {@code delta}; not the same scale as {@link SmoothL1}. */
public final class Huber implements Loss {

    private static final Definition DEFINITION = Definition.of("huber", Family.REGRESSION)
            .summary("Squared for small errors, linear for those beyond delta, so that outliers weigh less.")
            .formula("e²/2 if |e| ≤ delta, else delta · (|e| − delta/2)")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("delta", 1.0, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Beyond delta an error counts linearly, so no single row takes the mean over.")
            .choose("Most errors are small and a few are large by accident, and the large ones should still count.")
            .peers("torch SmoothL1Loss is this divided by its beta.")
            .reference("torch HuberLoss, Keras Huber, Optax huber_loss, scipy.special.huber")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double delta) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !POSITIVE.contains(delta)) {
            return Double.NaN;
        }
        double size = Math.abs(prediction - label);
        return size <= delta ? size * size / 2 : delta * (size - delta / 2);
    }
}
