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
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size()
                || !Primitives.isDistribution(label)
                || !Primitives.isDistribution(prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double difference =
                    rootDifference(Primitives.probability(label.at(k)), Primitives.probability(prediction.at(k)));
            sum += difference * difference;
        }
        // The probabilities may sum to a little more than 1.
        return Math.min(Math.sqrt(sum / 2), 1);
    }

    /** √y − √p without cancellation. */
    private static double rootDifference(double y, double p) {
        return y == p ? 0 : (y - p) / (Math.sqrt(y) + Math.sqrt(p));
    }
}
