package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/**
 * The signed error as a fraction of the label; a label of 0 has none.
 *
 * It has no direction and cannot be gated: {@link AbsolutePercentageError} can.
 */
public final class RelativeError implements Loss {

    private static final Definition DEFINITION = Definition.of("relative_error", Family.REGRESSION)
            .summary(
                    "The signed error as a fraction of the label; its mean is the mean percentage error, as a fraction.")
            .formula("e/y")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Fractions.LABEL_NOT_ZERO)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .direction(Direction.NONE)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .shorthand("mpe", "mean")
            .shorthand("mean_percentage_error", "mean")
            .outliers("Labels near 0 make it huge, however small the error; errors of opposite signs cancel.")
            .choose("It matters whether a model predicts too much or too little in relation to the label.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || label == 0) {
            return Double.NaN;
        }
        return 0.0 + Fractions.of(label, prediction, label);
    }
}
