package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** How surprising a count is under a predicted Poisson rate. */
public final class PoissonNll implements Loss {

    private static final Definition DEFINITION = Definition.of("poisson_nll", Family.COUNT)
            .summary(
                    "How surprising a count is under a Poisson rate; the part that the rate does not change only where full.")
            .formula("p − y·log(p + eps), and + log Γ(y + 1) where full; 0·log 0 = 0")
            .label(NON_NEGATIVE)
            .prediction(NON_NEGATIVE)
            .parameter("full", 0.0, BINARY)
            .parameter("eps", 0.0, NON_NEGATIVE)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers(
                    "A count far above its rate counts a little more than in proportion; a rate of 0 for a count above 0 is infinite.")
            .choose("Labels are counts, and costs are to be compared with a training objective or a likelihood.")
            .peers(
                    "eps is 1e-8 in torch and 1e-7 in Keras; torch's full takes Stirling's formula for log Γ, and nothing up to 1.")
            .reference(
                    "scipy.stats.poisson.logpmf where full; torch PoissonNLLLoss with log_input=False, Keras Poisson")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double full, double eps) {
        if (!NON_NEGATIVE.contains(label)
                || !NON_NEGATIVE.contains(prediction)
                || !BINARY.contains(full)
                || !NON_NEGATIVE.contains(eps)) {
            return Double.NaN;
        }
        return full == 1 && eps == 0
                ? full(label, prediction)
                : prediction - Primitives.xlogy(label, prediction + eps) + full * GammaFunction.log(label + 1);
    }

    /** With its constant, for arguments in their domains. */
    static double full(double label, double rate) {
        if (label < 10) {
            return rate - Primitives.xlogy(label, rate) + GammaFunction.log(label + 1);
        }
        // The terms of the formula are large and cancel: by the deviance and what Stirling misses, none of which is
        // negative.
        double half = PoissonDeviance.of(label, rate) / 2;
        double spread = GammaFunction.LOG_TWO_PI + StrictMath.log(label);
        return half + spread / 2 + GammaFunction.stirlingError(label);
    }
}
