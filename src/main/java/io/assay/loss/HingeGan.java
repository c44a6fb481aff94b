package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.SIGN;

/** How much a critic's score is short of 1 on the right side. */
public final class HingeGan implements Loss {

    private static final Definition DEFINITION = Definition.of("hinge_gan", Family.COMPOSITE)
            .summary("How much a critic's score is short of 1 on the right side: above for real, below −1 for made.")
            .formula("max(0, 1 − t·x), t = 1 for real, −1 (or 0) for made")
            .label(SIGN)
            .prediction(FINITE)
            .convexity(Convexity.CONVEX)
            .outliers("Linear on the wrong side; scores beyond 1 on the right side cost nothing.")
            .choose(
                    "A critic trained with hinge losses is judged; the generator's loss is wasserstein_critic with label 1.")
            .reference("Lim and Ye 2017; hinge")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!SIGN.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        return Math.max(0, label == 1 ? 1 - prediction : 1 + prediction);
    }
}
