package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.PROBABILITY;

/** The log loss of class logits: how surprising the class of the label is under their softmax. */
public final class SparseSoftmaxCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("sparse_softmax_cross_entropy", Family.LOGITS)
            .summary("The log loss of class logits: how surprising the class of the label is under their softmax.")
            .formula(
                    "(1−s)·(log Σ exp(x) − x_y) + s/K·Σ_k (log Σ exp(x) − x_k); rows with y = ignore_index are left out")
            .label(CLASS_INDEX)
            .prediction(LOGIT)
            .parameter("label_smoothing", 0.0, PROBABILITY)
            .parameter("ignore_index", -100.0, FINITE)
            .relation(Relation.ignored("label", "ignore_index"))
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(Logits.POSSIBLE)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs as much as its logit is ahead.")
            .choose("Logits are there: nothing has to be clipped, and confident rows keep their digits.")
            .peers("torch with weight divides the sum of weighted rows by the sum of their weights.")
            .reference("torch CrossEntropyLoss, Keras SparseCategoricalCrossentropy from_logits, Optax")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double labelSmoothing, double ignoreIndex) {
        double smoothing = Primitives.probability(labelSmoothing);
        if (label == ignoreIndex
                || !Primitives.isClassOf(label, prediction.size())
                || !Logits.areLogits(prediction)
                || !FINITE.contains(ignoreIndex)
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
