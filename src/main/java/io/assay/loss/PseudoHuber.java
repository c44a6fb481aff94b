package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** A smooth {@link Huber}: squared for small errors, linear for large ones, with all derivatives. */
public final class PseudoHuber implements Loss {

    private static final Definition DEFINITION = Definition.of("pseudo_huber", Family.REGRESSION)
            .summary("A smooth Huber: squared for small errors, linear for large ones.")
            .formula("delta² · (√(1 + (e/delta)²) − 1)")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("delta", 1.0, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Beyond a few delta an error counts linearly, so no single row takes the mean over.")
            .choose("Huber is wanted, without the break that its second derivative has at delta.")
            .reference("scipy.special.pseudo_huber, XGBoost reg:pseudohubererror")
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
        double ratio = size / delta;
        // From 1e8 on, √(1 + ratio²) is ratio in a double.
        return ratio < 1e8 ? size * (size / (1 + Math.sqrt(1 + ratio * ratio))) : delta * (size - delta);
    }
}
