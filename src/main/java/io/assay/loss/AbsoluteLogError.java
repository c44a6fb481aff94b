package io.assay.loss;

import static io.assay.loss.Domain.GREATER_THAN_MINUS_ONE;

/** The size of the difference of log(1 + x): the error in orders of magnitude. */
public final class AbsoluteLogError implements Loss {

    private static final Definition DEFINITION = Definition.of("absolute_log_error", Family.REGRESSION)
            .summary("The size of the difference of log(1 + x).")
            .formula("|log(1+p) − log(1+y)|")
            .label(GREATER_THAN_MINUS_ONE)
            .prediction(GREATER_THAN_MINUS_ONE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .shorthand("male", "mean")
            .outliers("Errors count by the logarithm of their ratio, and in proportion to it.")
            .choose("Labels span orders of magnitude and may be 0, and a few large ratios should not decide the mean.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        return Math.abs(SquaredLogError.difference(label, prediction));
    }
}
