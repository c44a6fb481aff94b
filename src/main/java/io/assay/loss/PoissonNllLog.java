package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** How surprising a count is under the predicted logarithm of a Poisson rate. */
public final class PoissonNllLog implements Loss {

    private static final Definition DEFINITION = Definition.of("poisson_nll_log", Family.COUNT)
            .summary(
                    "How surprising a count is under the logarithm of a Poisson rate, without the part that it does not change.")
            .formula("exp(s) − y·s, s = prediction")
            .label(NON_NEGATIVE)
            .prediction(FINITE)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A rate that is far too large costs exponentially in its logarithm.")
            .choose("A model with a log link predicts the logarithm of the rate.")
            .peers(
                    "This is torch's PoissonNLLLoss as it comes, with log_input=True; scipy and Keras take the rate: poisson_nll.")
            .reference("torch PoissonNLLLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!NON_NEGATIVE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        double rate = StrictMath.exp(prediction);
        // An infinite rate is far above what the other term can take away.
        return Double.isInfinite(rate) ? rate : rate - label * prediction;
    }
}
