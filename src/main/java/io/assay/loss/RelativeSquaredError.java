package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/**
 * The squared errors as a share of those of another forecast: Σe² / Σ(y − baseline)². One row gives its parts of both sums.
 *
 * With the mean of the labels as the baseline it is 1 − R².
 */
public final class RelativeSquaredError implements Loss {

    private static final Definition DEFINITION = Definition.of("relative_squared_error", Family.PERCENTAGE)
            .summary(
                    "The squared errors as a share of those of a baseline, Σe² / Σ(y − baseline)²; with the labels' mean it is 1 − R².")
            .formula("e² over (y − baseline)²")
            .label(FINITE)
            .prediction(FINITE)
            .required("baseline", FINITE)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .aggregate("ratio")
            .outliers(
                    "As with squared_error, a few large errors can decide the cost; so can large ones of the baseline.")
            .choose("The share of the labels' variance that a model leaves unexplained is wanted.")
            .peers("scikit-learn r2_score is 1 less this, with the weighted mean of the labels as the baseline.")
            .reference("scikit-learn r2_score")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double baseline) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !FINITE.contains(baseline)) {
            return Double.NaN;
        }
        double error = prediction - label;
        return error * error;
    }

    public double denominator(double label, double prediction, double baseline) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || !FINITE.contains(baseline)) {
            return Double.NaN;
        }
        double error = label - baseline;
        return error * error;
    }
}
