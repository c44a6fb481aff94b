package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.SIGN;

/** A critic's score, with a minus sign for real examples: its mean estimates a distance. */
public final class WassersteinCritic implements Loss {

    private static final Definition DEFINITION = Definition.of("wasserstein_critic", Family.COMPOSITE)
            .summary(
                    "A critic's score, negative for real examples; balanced, its mean is minus half the estimated distance.")
            .formula("−t·x, t = 1 for real, −1 (or 0) for made")
            .label(SIGN)
            .prediction(FINITE)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear and unbounded: the critic's own bound on slopes has to hold it.")
            .choose(
                    "A critic of a Wasserstein GAN is judged; with label 1 for made examples it is the generator's loss.")
            .reference("Arjovsky et al. 2017")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!SIGN.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        // -0.0 is 0.
        return label == 1 ? 0 - prediction : prediction + 0.0;
    }
}
