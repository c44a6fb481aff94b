package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The log loss of predicted class probabilities: how surprising the class of the label is under them. */
public final class SparseCategoricalCrossEntropy implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("sparse_categorical_cross_entropy", Family.MULTICLASS)
                            .label(CLASS_INDEX)
                            .prediction(PROBABILITY)
                            .parameter("eps", Clip.DEFAULT, NON_NEGATIVE)
                            .optional("ignore_index", FINITE)
                            .relation(Relation.ignored("label", "ignore_index"))
                            .relation(Clip.RELATION)
                            .relation(Relation.classIndexBelowLength("label", "prediction")))
            .summary(
                    "The log loss of predicted class probabilities: how surprising the class of the label is under them.")
            .formula("−log p'_y, p' = p clipped to [eps, 1−eps]; p is divided by its sum first if normalize;"
                    + " rows with y = ignore_index are left out")
            .convexity(Convexity.QUASI_CONVEX)
            .outliers(
                    "A confident mistake costs without bound but for eps, 36 by default: a few can take the mean over.")
            .choose("Probabilities are used as such and have to be right; only that of the class that came counts."
                    + " Where logits are there, take sparse_softmax_cross_entropy.")
            .peers(
                    "With a prediction of 0 for the class: scikit-learn 36.04 (eps 2.2e-16), Spark MLlib 34.54 (eps 1e-15),"
                            + " Keras 16.12 (eps 1e-7; 15.94 in float32), exactly infinite (eps 0). Keras divides by the sum"
                            + " after clipping, so 1 for the class costs 2e-7 with three classes; it counts ignored rows as 0.")
            .shorthand("multiclass_log_loss", "mean")
            .reference("scikit-learn log_loss, Spark MLlib logLoss, Keras SparseCategoricalCrossentropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    /** {@code ignoreIndex} is NaN when there is none. */
    public double loss(double label, Doubles prediction, double eps, double ignoreIndex, double normalize) {
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        if (label == ignoreIndex
                || !Primitives.isClassOf(label, prediction.size())
                || !Clip.isEps(eps)
                || Double.isInfinite(ignoreIndex)
                || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        return 0 - StrictMath.log(Clip.clip(ClassProbabilities.of(prediction, (int) label, divisor), eps));
    }
}
