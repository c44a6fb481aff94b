package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The log loss of class logits: how surprising the class of the label is under their softmax.
 *
 * <p>Class weights are given as the weight of the row: the mean over rows divides by their sum, as torch does.
 */
public final class SparseSoftmaxCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("sparse_softmax_cross_entropy", Family.LOGITS)
            .summary("The log loss of class logits: how surprising the class of the label is under their softmax.")
            .formula("(1−s)·(log Σ exp(x) − x_y) + s/K·Σ_k (log Σ exp(x) − x_k)")
            .label(CLASS_INDEX)
            .prediction(LOGIT)
            .parameter("label_smoothing", 0.0, PROBABILITY)
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(Logits.POSSIBLE)
            .reference("torch CrossEntropyLoss, Keras SparseCategoricalCrossentropy from_logits, Optax")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double labelSmoothing) {
        double smoothing = Primitives.probability(labelSmoothing);
        if (!Primitives.isClassOf(label, prediction.size())
                || !Logits.areLogits(prediction)
                || Double.isNaN(smoothing)) {
            return Double.NaN;
        }
        double surprise = smoothing == 1 ? 0 : (1 - smoothing) * Primitives.negativeLogSoftmax(prediction, (int) label);
        return smoothing == 0 ? surprise : surprise + smoothing * meanSurprise(prediction);
    }

    private static double meanSurprise(Doubles logits) {
        double total = Primitives.logSumExp(logits);
        double sum = 0;
        for (int k = 0; k < logits.size(); k++) {
            sum += total - logits.at(k);
        }
        return sum / logits.size();
    }
}
