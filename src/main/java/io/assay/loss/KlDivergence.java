package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The Kullback-Leibler divergence of a predicted distribution from the true one; infinite where the prediction excludes
 * what may happen, unless {@code eps} clips both.
 */
public final class KlDivergence implements Loss {

    private static final Definition DEFINITION = Definition.of("kl_divergence", Family.DIVERGENCE)
            .summary("The Kullback-Leibler divergence of a predicted distribution from the true one.")
            .formula("Σ y_k·log(y_k/p_k), both clipped to [eps, 1] if eps > 0")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("eps", 0.0, NON_NEGATIVE)
            .relation(Relation.below("eps", 0.5))
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .outliers("Infinite where the prediction excludes what may happen, unless eps is above 0.")
            .choose("The label is a distribution, and what it holds possible must not be ruled out.")
            .peers(
                    "torch KLDivLoss takes log p first, and its reduction mean divides by elements; Keras clips at 1e-7.")
            .shorthand("relative_entropy", "mean")
            .reference("scipy rel_entr, Keras KLDivergence (eps 1e-7), torch KLDivLoss with batchmean")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double eps) {
        if (!Distributions.areComparable(label, prediction) || !(eps >= 0 && eps < 0.5)) {
            return Double.NaN;
        }
        return Distributions.divergence(label, prediction, eps);
    }
}
