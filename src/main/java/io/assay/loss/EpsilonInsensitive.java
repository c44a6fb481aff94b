package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The size of the error beyond a tolerated {@code epsilon}. */
public final class EpsilonInsensitive implements Loss {

    private static final Definition DEFINITION = Definition.of("epsilon_insensitive", Family.REGRESSION)
            .summary("The size of the error beyond a tolerated epsilon.")
            .formula("max(0, |e| − epsilon)")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("epsilon", 0.1, NON_NEGATIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .outliers("Beyond epsilon an error counts linearly, so no single row takes the mean over.")
            .choose("Errors up to epsilon do not matter at all.")
            .reference("Support vector regression; scikit-learn SGDRegressor epsilon_insensitive")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double epsilon) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !NON_NEGATIVE.contains(epsilon)) {
            return Double.NaN;
        }
        return Math.max(0, Primitives.excess(label, prediction, epsilon));
    }
}
