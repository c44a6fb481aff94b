package io.assay.loss;

import static io.assay.loss.Domain.POSITIVE;

/** How surprising a positive label is under a predicted gamma distribution with a mean and a shape. */
public final class GammaNll implements Loss {

    private static final Definition DEFINITION = Definition.of("gamma_nll", Family.COUNT)
            .summary("How surprising a positive label is under a gamma distribution of a predicted mean and a shape.")
            .formula("k·(log p + y/p) − k·log k − (k − 1)·log y + log Γ(k), k = shape; log p + y/p for shape 1")
            .label(POSITIVE)
            .prediction(POSITIVE)
            .parameter("shape", 1.0, POSITIVE)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "A prediction that is far too small counts in proportion to the ratio, one too large by its logarithm only.")
            .choose("Labels are positive, and costs are to be compared with a training objective or a likelihood.")
            .peers(
                    "XGBoost has shape 1; libraries that leave out the terms of y alone differ by a number of the labels.")
            .reference("XGBoost gamma-nloglik; scipy.stats.gamma.logpdf with scale p/k")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double shape) {
        if (!POSITIVE.contains(label) || !POSITIVE.contains(prediction) || !POSITIVE.contains(shape)) {
            return Double.NaN;
        }
        return shape * (GammaDeviance.of(label, prediction) / 2) + StrictMath.log(label) + normalisation(shape);
    }

    /** k − k·log k + log Γ(k), for large k by what Stirling's formula misses. */
    private static double normalisation(double shape) {
        double logarithm = StrictMath.log(shape);
        return shape < 10
                ? shape - shape * logarithm + GammaFunction.log(shape)
                : (GammaFunction.LOG_TWO_PI - logarithm) / 2 + GammaFunction.stirlingError(shape);
    }
}
