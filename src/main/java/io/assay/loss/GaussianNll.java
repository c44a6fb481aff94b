package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** How surprising a label is under a predicted normal distribution with a mean and a variance. */
public final class GaussianNll implements Loss {

    private static final Definition DEFINITION = Definition.of("gaussian_nll", Family.QUANTILE)
            .summary(
                    "How surprising a label is under a normal distribution, prediction = [mean, variance]: not the deviation.")
            .formula("(log v + (y − mean)²/v) / 2, and + log(2π)/2 where full; v = max(variance, eps)")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("full", 0.0, BINARY)
            .parameter("eps", 1e-6, NON_NEGATIVE)
            .relation(LocationScale.two("mean", "variance"))
            .relation(LocationScale.notNegative("variance"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .outliers(
                    "A label far out costs the square of its distance in deviations; a variance that is too small costs most.")
            .choose("A model predicts a mean and how sure it is of it, and errors are about normal.")
            .peers("Others take the deviation or its logarithm.")
            .reference("torch GaussianNLLLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double full, double eps) {
        if (!FINITE.contains(label)
                || !LocationScale.isNotNegative(prediction)
                || !BINARY.contains(full)
                || !NON_NEGATIVE.contains(eps)) {
            return Double.NaN;
        }
        double variance = Math.max(prediction.at(1), eps);
        double error = label - prediction.at(0);
        if (variance == 0) {
            return error == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double constant = full == 1 ? GammaFunction.LOG_TWO_PI : 0;
        return (StrictMath.log(variance) + error / variance * error + constant) / 2;
    }
}
