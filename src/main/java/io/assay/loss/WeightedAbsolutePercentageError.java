package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The errors as a share of the labels: Σ|e| / Σ|y|. One row gives its parts of both sums. */
public final class WeightedAbsolutePercentageError implements Loss {

    private static final Definition DEFINITION = Definition.of("weighted_absolute_percentage_error", Family.PERCENTAGE)
            .summary("The errors as a share of the labels, Σ|e| / Σ|y|; a ratio of sums, so small labels do no harm.")
            .formula("|e| over |y|")
            .label(FINITE)
            .prediction(FINITE)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .aggregate("ratio")
            .shorthand("wmape", "ratio")
            .shorthand("wape", "ratio")
            .shorthand("nd", "ratio")
            .outliers("Rows count by the size of their labels, so small labels do no harm and large ones decide.")
            .choose("A relative error of the whole is wanted and labels may be 0, as with demand.")
            .reference("Closed form; also called WAPE, and ND with GluonTS")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        return Math.abs(prediction - label);
    }

    public double denominator(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        return Math.abs(label);
    }
}
