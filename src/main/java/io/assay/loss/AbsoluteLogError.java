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
            .shorthand("male", "mean")
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
