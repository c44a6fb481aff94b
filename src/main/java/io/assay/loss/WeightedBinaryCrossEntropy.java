package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The log loss with a weight for positives. */
public final class WeightedBinaryCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("weighted_binary_cross_entropy", Family.COST)
            .summary("The log loss with a weight for what positives cost.")
            .formula("−pos_weight·y·log p' − (1−y)·log(1−p'), p' = p clipped to [eps, 1−eps]")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .required("pos_weight", NON_NEGATIVE)
            .parameter("eps", 0x1p-52, NON_NEGATIVE)
            .relation(Relation.below("eps", 0.5))
            .convexity(Convexity.QUASI_CONVEX)
            .outliers(
                    "A confident mistake is very expensive, up to −log eps times its weight, and infinite with eps 0.")
            .choose("Positives are rare and should weigh more, as they did in training.")
            .peers("torch has pos_weight with logits only: sigmoid_cross_entropy.")
            .reference("torch BCEWithLogitsLoss with pos_weight, on probabilities; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double posWeight, double eps) {
        return AsymmetricBinaryCrossEntropy.of(label, prediction, posWeight, 1, eps);
    }
}
