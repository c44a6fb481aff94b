package io.assay.loss;

import static io.assay.loss.Domain.PROBABILITY;

/** The cross-entropy of two distributions: the entropy of the true one and the divergence. */
public final class CrossEntropyDistributions implements Loss {

    private static final Definition DEFINITION = Definition.of("cross_entropy_distributions", Family.DIVERGENCE)
            .summary("The cross-entropy of a predicted distribution under the true one.")
            .formula("−Σ y_k·log p_k")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Infinite where the prediction excludes what may happen.")
            .choose("Labels are soft, and the entropy that no prediction can avoid may stay in the cost.")
            .peers("kl_divergence is this less the entropy of the label; categorical_cross_entropy clips by default.")
            .reference("Closed form; categorical_cross_entropy with eps 0")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!Distributions.areComparable(label, prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            sum -= Primitives.xlogy(Primitives.probability(label.at(k)), Primitives.probability(prediction.at(k)));
        }
        return sum;
    }
}
