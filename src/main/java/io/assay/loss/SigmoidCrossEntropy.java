package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The log loss of a logit, exact at every size of it, where a probability would have rounded to 0 or 1. */
public final class SigmoidCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("sigmoid_cross_entropy", Family.MARGIN)
            .summary("The log loss of a logit, exact where a probability would round to 0 or 1.")
            .formula("pos_weight·y·softplus(−x) + (1−y)·softplus(x), y = label·(1−s) + s/2")
            .label(PROBABILITY)
            .prediction(EXTENDED)
            .parameter("pos_weight", 1.0, NON_NEGATIVE)
            .parameter("label_smoothing", 0.0, PROBABILITY)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs as much as its logit is large.")
            .choose("Logits are there: nothing has to be clipped, and confident rows keep their digits.")
            .peers(
                    "torch, Optax and Keras give NaN for an infinite logit; torch rounds to 0 for a label of 0 below -37.")
            .shorthand("bce_with_logits", "mean")
            .reference(
                    "torch BCEWithLogitsLoss, Optax sigmoid_binary_cross_entropy, Keras BinaryCrossentropy from_logits")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double posWeight, double labelSmoothing) {
        double smoothing = Primitives.probability(labelSmoothing);
        double target = Primitives.probability(label) * (1 - smoothing) + smoothing / 2;
        if (!EXTENDED.contains(prediction) || !NON_NEGATIVE.contains(posWeight) || Double.isNaN(target)) {
            return Double.NaN;
        }
        return weighted(posWeight * target, -prediction) + weighted(1 - target, prediction);
    }

    /** weight·softplus(logit); a weight of 0 takes away an infinite term too. */
    static double weighted(double weight, double logit) {
        return weight == 0 ? 0 : weight * Primitives.softplus(logit);
    }
}
