package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.PROBABILITY;

/** The squared distance of predicted class probabilities from the class that came; from 0 to 2. */
public final class MulticlassBrierLoss implements Loss {

    private static final Definition DEFINITION = ClassProbabilities.normalizable(
                    Definition.of("multiclass_brier_loss", Family.MULTICLASS)
                            .label(CLASS_INDEX)
                            .prediction(PROBABILITY)
                            .relation(Relation.classIndexBelowLength("label", "prediction")))
            .summary("The squared distance of predicted class probabilities from the class that came; from 0 to 2.")
            .formula("Σ (p_k − [k = y])²; p is divided by its sum first if normalize")
            .range(0, 2)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("A confident mistake costs 2 at most, so no single row takes the mean over.")
            .choose("Probabilities of all classes have to be right and a bounded, proper score is wanted.")
            .peers("The binary brier_loss is half of this with two classes, as scikit-learn's with scale_by_half.")
            .shorthand("multiclass_brier", "mean")
            .reference("Brier 1950; scikit-learn brier_score_loss for several classes, scale_by_half=False")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double normalize) {
        double divisor = ClassProbabilities.divisor(prediction, normalize);
        if (!Primitives.isClassOf(label, prediction.size()) || Double.isNaN(divisor)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < prediction.size(); k++) {
            double error = ClassProbabilities.of(prediction, k, divisor) - (k == label ? 1 : 0);
            sum += error * error;
        }
        // The probabilities may sum to a little more than 1.
        return Math.min(sum, 2);
    }
}
