package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The Kullback-Leibler divergence of the true distribution from the predicted one; infinite where the prediction
 * allows what cannot happen.
 */
public final class ReverseKlDivergence implements Loss {

    private static final Definition DEFINITION = Definition.of("reverse_kl_divergence", Family.DIVERGENCE)
            .summary("The Kullback-Leibler divergence of the true distribution from the predicted one.")
            .formula("Σ p_k·log(p_k/y_k), both clipped to [eps, 1] if eps > 0")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("eps", 0.0, NON_NEGATIVE)
            .relation(Relation.below("eps", 0.5))
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .outliers("Infinite where the prediction allows what the label excludes, unless eps is above 0.")
            .choose("A prediction may miss some of what can happen, but must not promise what cannot.")
            .reference("Closed form: kl_divergence with its arguments swapped")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double eps) {
        if (!Distributions.areComparable(label, prediction) || !(eps >= 0 && eps < 0.5)) {
            return Double.NaN;
        }
        return Distributions.divergence(prediction, label, eps);
    }
}
