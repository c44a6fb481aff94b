package io.assay.loss;

import static io.assay.loss.Domain.PROBABILITY;

/** Half the sum of the differences of two distributions: the largest difference of any event; from 0 to 1. */
public final class TotalVariationDistance implements Loss {

    private static final Definition DEFINITION = Definition.of("total_variation_distance", Family.DIVERGENCE)
            .summary("Half the sum of the absolute differences of two distributions; from 0 to 1.")
            .formula("Σ|y_k − p_k| / 2")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .range(0, 1)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .outliers("At most 1: all that counts is how much probability is in the wrong place.")
            .choose("The largest mistake about the probability of any event is of interest.")
            .reference("Closed form")
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
            sum += Math.abs(Primitives.probability(label.at(k)) - Primitives.probability(prediction.at(k)));
        }
        // The probabilities may sum to a little more than 1.
        return Math.min(sum / 2, 1);
    }
}
