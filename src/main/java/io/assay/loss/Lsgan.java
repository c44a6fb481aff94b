package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The squared distance of a critic's score from its target. */
public final class Lsgan implements Loss {

    private static final Definition DEFINITION = Definition.of("lsgan", Family.COMPOSITE)
            .summary("The squared distance of a critic's score from its target, such as 1 for real and 0 for made.")
            .formula("(x − target)²; the label is the target")
            .label(FINITE)
            .prediction(FINITE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Squared, also for scores beyond the target.")
            .choose("A critic of a least-squares GAN is judged; the generator's target for made examples is 1.")
            .peers("The paper halves it.")
            .reference("Mao et al. 2017")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        return (prediction - label) * (prediction - label);
    }
}
