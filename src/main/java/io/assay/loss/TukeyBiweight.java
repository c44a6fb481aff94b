package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** Half the square for small errors; from {@code c} on every error costs the same. */
public final class TukeyBiweight implements Loss {

    private static final Definition DEFINITION = Definition.of("tukey_biweight", Family.ROBUST)
            .summary("Half the square for small errors; from c on every error costs the same, c²/6.")
            .formula("(c²/6) · (1 − (1 − (e/c)²)³) if |e| ≤ c, else c²/6")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("c", 4.685, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "Errors beyond c all cost the same: an outlier counts as one and how far out it is does not matter.")
            .choose("A share of the labels is plainly wrong and should neither decide nor be told apart.")
            .peers("statsmodels loses all digits of errors below 1e-8.")
            .reference("statsmodels TukeyBiweight.rho")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double c) {
        double size = TuningConstant.size(label, prediction, c);
        if (size > c) {
            return c * (c / 6);
        }
        double ratio = size / c;
        double square = ratio * ratio;
        // Multiplied out, so that nothing cancels near 0.
        return size * (size * (3 - square * (3 - square)) / 6);
    }
}
