package io.assay.loss;

import static io.assay.loss.Domain.POSITIVE;
import static io.assay.loss.Domain.WHOLE;

/** How surprising a count is under a predicted negative binomial mean with an overdispersion. */
public final class NegativeBinomialNll implements Loss {

    private static final Definition DEFINITION = Definition.of("negative_binomial_nll", Family.COUNT)
            .summary(
                    "How surprising a count is under a negative binomial mean; alpha is how far its variance exceeds Poisson's.")
            .formula(
                    "−log Γ(y+r) + log Γ(r) + log Γ(y+1) + r·log(1 + alpha·p) − y·log(alpha·p/(1 + alpha·p)), r = 1/alpha")
            .label(WHOLE)
            .prediction(POSITIVE)
            .required("alpha", POSITIVE)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("The larger alpha, the less a count far above its mean counts.")
            .choose("Labels are counts whose variance exceeds their mean: mean + alpha·mean².")
            .peers(
                    "scipy's nbinom takes n = 1/alpha and the probability 1/(1 + alpha·p), and loses digits for small means.")
            .reference("statsmodels NegativeBinomial (NB2); scipy.stats.nbinom.logpmf")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double alpha) {
        if (!WHOLE.contains(label) || !POSITIVE.contains(prediction) || !POSITIVE.contains(alpha)) {
            return Double.NaN;
        }
        double half = NegativeBinomialDeviance.of(label, prediction, alpha) / 2;
        if (label == 0) {
            return half;
        }
        // The logarithms of the gamma function are large and cancel: by the deviance and what Stirling misses.
        double size = 1 / alpha;
        double missed = GammaFunction.stirlingError(label)
                + (GammaFunction.stirlingError(size) - GammaFunction.stirlingError(size + label));
        double spread = GammaFunction.LOG_TWO_PI + StrictMath.log(label) + StrictMath.log1p(alpha * label);
        return Math.max(0, half + spread / 2 + missed);
    }
}
