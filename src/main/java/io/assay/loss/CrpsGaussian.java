package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The continuous ranked probability score of a predicted normal distribution. */
public final class CrpsGaussian implements Loss {

    private static final double ONE_OVER_ROOT_PI = 1 / Math.sqrt(Math.PI);

    private static final Definition DEFINITION = Definition.of("crps_gaussian", Family.QUANTILE)
            .summary("The CRPS of a normal distribution, prediction = [mean, deviation]; in the unit of the label.")
            .formula("σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π), z = (y − mean)/σ; |y − mean| where σ = 0")
            .label(FINITE)
            .prediction(FINITE)
            .relation(LocationScale.two("mean", "deviation"))
            .relation(LocationScale.notNegative("deviation"))
            .convexity(Convexity.CONVEX)
            .outliers("A label far out costs its distance, so no single row takes the mean over.")
            .choose(
                    "A model predicts a mean and how sure it is of it, and the cost should be comparable with an absolute error.")
            .peers("gaussian_nll takes the variance, this the standard deviation.")
            .reference("Gneiting et al. 2005; properscoring crps_gaussian")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        if (!FINITE.contains(label) || !LocationScale.isNotNegative(prediction)) {
            return Double.NaN;
        }
        double size = Math.abs(label - prediction.at(0));
        double deviation = prediction.at(1);
        if (deviation == 0) {
            return size;
        }
        double z = size / deviation;
        return size * Normal.between(z) + deviation * (2 * Normal.density(z) - ONE_OVER_ROOT_PI);
    }
}
