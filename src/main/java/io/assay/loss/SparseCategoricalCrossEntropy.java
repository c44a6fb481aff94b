package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

import java.util.List;

/** The log loss of predicted class probabilities: how surprising the class of the label is under them. */
public final class SparseCategoricalCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("sparse_categorical_cross_entropy", Family.MULTICLASS)
            .summary(
                    "The log loss of predicted class probabilities: how surprising the class of the label is under them.")
            .formula("−log p'_y, p' = p clipped to [eps, 1−eps]; p is divided by its sum first if normalize")
            .label(CLASS_INDEX)
            .prediction(PROBABILITY)
            .parameter("eps", 0x1p-52, NON_NEGATIVE)
            .parameter("normalize", 0.0, BINARY)
            .relation(Relation.below("eps", 0.5))
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(new Relation(
                    "probabilities_do_not_sum_to_one",
                    "prediction must sum to 1 within 1e-6, or to more than 0 if normalize",
                    List.of("prediction", "normalize"),
                    values -> isTotal(Primitives.sum(Relation.array(values, 0)), Relation.number(values, 1))))
            .shorthand("multiclass_log_loss", "mean")
            .reference("scikit-learn log_loss; Spark MLlib logLoss (eps 1e-15)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double eps, double normalize) {
        if (!Primitives.isClassOf(label, prediction.size())
                || !PROBABILITY.containsAll(prediction)
                || !(eps >= 0 && eps < 0.5)
                || !BINARY.contains(normalize)) {
            return Double.NaN;
        }
        double total = Primitives.sum(prediction);
        if (!isTotal(total, normalize)) {
            return Double.NaN;
        }
        double probability = Primitives.probability(prediction.at((int) label));
        double share = normalize == 1 ? Math.min(probability / total, 1) : probability;
        return 0 - StrictMath.log(Math.min(Math.max(share, eps), 1 - eps));
    }

    private static boolean isTotal(double total, double normalize) {
        return normalize == 1 ? total > 0 : Math.abs(total - 1) <= Primitives.SUM_SLACK;
    }
}
