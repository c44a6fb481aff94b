package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** How surprising a positive label is under a predicted log-normal distribution. */
public final class LognormalNll implements Loss {

    private static final Definition DEFINITION = Definition.of("lognormal_nll", Family.QUANTILE)
            .summary(
                    "How surprising a positive label is under a log-normal distribution, prediction = [mu, sigma] of its logarithm.")
            .formula("log y + log sigma + log(2π)/2 + ((log y − mu)/sigma)²/2")
            .label(POSITIVE)
            .prediction(FINITE)
            .relation(LocationScale.two("mu", "sigma"))
            .relation(LocationScale.positive("sigma"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .smooth()
            .outliers("A label far out costs the square of its distance in deviations of the logarithm.")
            .choose("Labels are positive and span orders of magnitude, and a model predicts how sure it is.")
            .peers("scipy's s is sigma and its scale is exp(mu).")
            .reference("scipy.stats.lognorm.logpdf")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        if (!POSITIVE.contains(label) || !LocationScale.isPositive(prediction)) {
            return Double.NaN;
        }
        double logarithm = StrictMath.log(label);
        double z = (logarithm - prediction.at(0)) / prediction.at(1);
        return logarithm + StrictMath.log(prediction.at(1)) + GammaFunction.LOG_TWO_PI / 2 + z * z / 2;
    }
}
