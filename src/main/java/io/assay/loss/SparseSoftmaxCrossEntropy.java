package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The log loss of class logits: how surprising the class of the label is under their softmax.
 *
 * <p>With class weights the mean is a ratio of sums, as torch has it: each row divides by the weight of its class.
 */
public final class SparseSoftmaxCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("sparse_softmax_cross_entropy", Family.LOGITS)
            .summary("The log loss of class logits: how surprising the class of the label is under their softmax.")
            .formula("(1−s)·w_y·n_y + s/K·Σ_k w_k·n_k, n_k = log Σ exp(x) − x_k, w = class_weight;"
                    + " rows with y = ignore_index are left out")
            .label(CLASS_INDEX)
            .prediction(LOGIT)
            .parameter("label_smoothing", 0.0, PROBABILITY)
            .optionalArray("class_weight", NON_NEGATIVE)
            .parameter("ignore_index", -100.0, FINITE)
            .relation(Relation.ignored("label", "ignore_index"))
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(ClassWeights.FITTING)
            .relation(Logits.POSSIBLE)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs as much as its logit is ahead.")
            .choose("Logits are there: nothing has to be clipped, and confident rows keep their digits.")
            .peers(
                    "torch with weight divides by the sum of the rows' weights: with class_weight the aggregate is ratio,"
                            + " and mean divides by the number of rows. Keras counts ignored rows as 0 unless they are masked.")
            .reference("torch CrossEntropyLoss, Keras SparseCategoricalCrossentropy from_logits, Optax")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(
            double label, Doubles prediction, double labelSmoothing, Doubles classWeight, double ignoreIndex) {
        double smoothing = Primitives.probability(labelSmoothing);
        if (label == ignoreIndex
                || !Primitives.isClassOf(label, prediction.size())
                || !Logits.areLogits(prediction)
                || !ClassWeights.fit(classWeight, prediction)
                || !FINITE.contains(ignoreIndex)
                || Double.isNaN(smoothing)) {
            return Double.NaN;
        }
        double hard = (1 - smoothing) * ClassWeights.of(classWeight, (int) label);
        double surprise = hard == 0 ? 0 : hard * Primitives.negativeLogSoftmax(prediction, (int) label);
        return smoothing == 0 ? surprise : surprise + smoothing * meanSurprise(prediction, classWeight);
    }

    /** The weight of the row's class; NaN where there is no loss. */
    public double denominator(
            double label, Doubles prediction, double labelSmoothing, Doubles classWeight, double ignoreIndex) {
        boolean scored = !Double.isNaN(loss(label, prediction, labelSmoothing, classWeight, ignoreIndex));
        return scored ? ClassWeights.of(classWeight, (int) label) : Double.NaN;
    }

    private static double meanSurprise(Doubles logits, Doubles classWeight) {
        int top = Primitives.argMax(logits);
        double beyond = Primitives.logSumExpBeyond(logits, top);
        double sum = 0;
        for (int k = 0; k < logits.size(); k++) {
            double weight = ClassWeights.of(classWeight, k);
            sum += weight == 0 ? 0 : weight * ((logits.at(top) - logits.at(k)) + beyond);
        }
        return sum / logits.size();
    }
}
