package io.assay.loss;

import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The cross-entropy of class logits and weights of the classes, often one-hot or a distribution. */
public final class SoftmaxCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("softmax_cross_entropy", Family.LOGITS)
            .summary("The cross-entropy of class logits and weights of the classes, often one-hot or a distribution.")
            .formula("Σ y_k·(log Σ exp(x) − x_k), y_k = label_k·(1−s) + s/K")
            .label(NON_NEGATIVE)
            .prediction(LOGIT)
            .parameter("label_smoothing", 0.0, PROBABILITY)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Logits.POSSIBLE)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs as much as its logit is ahead.")
            .choose("Labels are distributions, such as votes of annotators, and logits are there.")
            .peers("Optax softmax_cross_entropy gives NaN for an impossible class of weight 0, its safe form does not."
                    + " No library asks that the weights sum to 1.")
            .reference("torch CrossEntropyLoss with probabilities, Optax safe_softmax_cross_entropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double labelSmoothing) {
        double smoothing = Primitives.probability(labelSmoothing);
        int classes = prediction.size();
        if (label.size() != classes
                || !NON_NEGATIVE.containsAll(label)
                || !Logits.areLogits(prediction)
                || Double.isNaN(smoothing)) {
            return Double.NaN;
        }
        int top = Primitives.argMax(prediction);
        double beyond = Primitives.logSumExpBeyond(prediction, top);
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            double target = label.at(k) * (1 - smoothing) + smoothing / classes;
            sum += target == 0 ? 0 : target * ((prediction.at(top) - prediction.at(k)) + beyond);
        }
        return sum;
    }
}
