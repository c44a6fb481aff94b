package io.assay.loss;

import static io.assay.loss.Domain.PROBABILITY;

/** The Euclidean distance of the roots of two distributions, from 0 to 1. */
public final class HellingerDistance implements Loss {

    private static final Definition DEFINITION = Definition.of("hellinger_distance", Family.DIVERGENCE)
            .summary("The Euclidean distance of the roots of two distributions, scaled to [0, 1].")
            .formula("√(Σ(√y_k − √p_k)² / 2)")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .range(0, 1)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("At most 1, and never infinite, however much is ruled out.")
            .choose("Distributions are compared as equals, small probabilities matter, and a metric is wanted.")
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
        // The probabilities may sum to a little more than 1.
        return Math.min(Math.sqrt(Distributions.squaredHellinger(label, prediction)), 1);
    }
}
