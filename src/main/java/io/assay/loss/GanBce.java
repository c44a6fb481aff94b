package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.SIGN;

/** The log loss of a critic that tells real examples from made ones by a logit. */
public final class GanBce implements Loss {

    private static final Definition DEFINITION = Definition.of("gan_bce", Family.COMPOSITE)
            .summary("The log loss of a critic's logit: label 1 for real, 0 (or −1) for made.")
            .formula("log(1 + exp(−t·x)), t = 1 for real, −1 (or 0) for made")
            .label(SIGN)
            .prediction(FINITE)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in how sure a wrong critic is.")
            .choose("A critic is judged; with label 1 for made examples it is the generator's loss.")
            .reference("Goodfellow et al. 2014; sigmoid_cross_entropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!SIGN.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        return Primitives.softplus(label == 1 ? -prediction : prediction);
    }
}
