package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

/** The loss of a predicted quantile: least when a share {@code tau} of the labels lies below. */
public final class PinballLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("pinball_loss", Family.QUANTILE)
            .summary("The loss of a predicted quantile: least when a share tau of the labels lies below it.")
            .formula("max(tau · (y − q), (tau − 1) · (y − q))")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("tau", 0.5, PROBABILITY)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .shorthand("quantile_loss", "mean")
            .outliers("Every error counts in proportion to its distance, so no single row takes the mean over.")
            .choose("The prediction is a quantile, or too little and too much cost differently by a known ratio.")
            .peers("GluonTS has twice this; the M5 competition divides it by a scale of the series.")
            .reference("scikit-learn mean_pinball_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double tau) {
        double share = Primitives.probability(tau);
        if (!FINITE.contains(label) || !FINITE.contains(prediction) || Double.isNaN(share)) {
            return Double.NaN;
        }
        return of(label, prediction, share);
    }

    /** The loss for arguments in their domains. */
    static double of(double label, double quantile, double share) {
        double above = label - quantile;
        double weight = above >= 0 ? share : 1 - share;
        // A weight of 0 wins over a distance that overflowed.
        return weight == 0 ? 0 : weight * Math.abs(above);
    }
}
