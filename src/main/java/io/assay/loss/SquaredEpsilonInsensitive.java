package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The square of the error beyond a tolerated {@code epsilon}. */
public final class SquaredEpsilonInsensitive implements Loss {

    private static final Definition DEFINITION = Definition.of("squared_epsilon_insensitive", Family.REGRESSION)
            .summary("The square of the error beyond a tolerated epsilon.")
            .formula("max(0, |e| − epsilon)²")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("epsilon", 0.1, NON_NEGATIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Beyond epsilon an error counts by its square, so a few large errors can decide the mean.")
            .choose("Errors up to epsilon do not matter at all, and large ones are worse than in proportion.")
            .reference("scikit-learn SGDRegressor squared_epsilon_insensitive")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double epsilon) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !NON_NEGATIVE.contains(epsilon)) {
            return Double.NaN;
        }
        double beyond = Math.max(0, Primitives.excess(label, prediction, epsilon));
        return beyond * beyond;
    }
}
