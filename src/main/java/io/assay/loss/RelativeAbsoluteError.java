package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The errors as a share of those of another forecast: Σ|e| / Σ|y − baseline|. One row gives its parts of both sums. */
public final class RelativeAbsoluteError implements Loss {

    private static final Definition DEFINITION = Definition.of("relative_absolute_error", Family.PERCENTAGE)
            .summary(
                    "The errors as a share of those of a baseline forecast, Σ|e| / Σ|y − baseline|; below 1 is better than it.")
            .formula("|e| over |y − baseline|")
            .label(FINITE)
            .prediction(FINITE)
            .required("baseline", FINITE)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .aggregate("ratio")
            .shorthand("rae", "ratio")
            .outliers("Every error counts in proportion to its size, in the model and in the baseline.")
            .choose("A forecast should beat a simple one, such as the mean of the labels or the last value.")
            .peers("With the last value as the baseline it is close to Theil's U2.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double baseline) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !FINITE.contains(baseline)) {
            return Double.NaN;
        }
        return Math.abs(prediction - label);
    }

    public double denominator(double label, double prediction, double baseline) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !FINITE.contains(baseline)) {
            return Double.NaN;
        }
        return Math.abs(label - baseline);
    }
}
