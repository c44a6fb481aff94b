package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.PROBABILITY;

/** The squared distance of predicted class probabilities from the class that came; from 0 to 2. */
public final class MulticlassBrierLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("multiclass_brier_loss", Family.MULTICLASS)
            .summary("The squared distance of predicted class probabilities from the class that came; from 0 to 2.")
            .formula("Σ (p_k − [k = y])²")
            .label(CLASS_INDEX)
            .prediction(PROBABILITY)
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(Relation.sumsToOne("prediction"))
            .range(0, 2)
            .shorthand("multiclass_brier", "mean")
            .reference("Brier 1950; scikit-learn brier_score_loss for several classes, scale_by_half=False")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        if (!Primitives.isClassOf(label, prediction.size()) || !Primitives.isDistribution(prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < prediction.size(); k++) {
            double error = Primitives.probability(prediction.at(k)) - (k == label ? 1 : 0);
            sum += error * error;
        }
        // The probabilities may sum to a little more than 1.
        return Math.min(sum, 2);
    }
}
