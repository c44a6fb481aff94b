package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** How surprising a label is under a predicted Laplace distribution. */
public final class LaplaceNll implements Loss {

    private static final double LN_2 = StrictMath.log(2);

    private static final Definition DEFINITION = Definition.of("laplace_nll", Family.QUANTILE)
            .summary("How surprising a label is under a Laplace distribution, prediction = [location, scale].")
            .formula("log(2·scale) + |y − location|/scale")
            .label(FINITE)
            .prediction(FINITE)
            .relation(LocationScale.two("location", "scale"))
            .relation(LocationScale.positive("scale"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .outliers(
                    "A label far out costs its distance in scales, so no single row takes the mean over while scales are sound.")
            .choose(
                    "A model predicts a location and a scale, and errors have heavier tails than the normal distribution.")
            .peers("The logarithm of scipy's density is infinite from 745 scales on; its logpdf is not.")
            .reference("scipy.stats.laplace.logpdf; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        if (!FINITE.contains(label) || !LocationScale.isPositive(prediction)) {
            return Double.NaN;
        }
        double scale = prediction.at(1);
        return LN_2 + StrictMath.log(scale) + Math.abs(label - prediction.at(0)) / scale;
    }
}
