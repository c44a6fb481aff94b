package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.FINITE;

/** How far the best score is ahead of that of the class that came. */
public final class MulticlassPerceptron implements Loss {

    private static final Definition DEFINITION = Definition.of("multiclass_perceptron", Family.LOGITS)
            .summary("How far the best score is ahead of that of the class that came; 0 where that is the best.")
            .formula("max x − x_y")
            .label(CLASS_INDEX)
            .prediction(FINITE)
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .convexity(Convexity.CONVEX)
            .outliers("A confident mistake costs linearly; a right score costs nothing, however narrowly it wins.")
            .choose("Only mistakes count, by their size.")
            .reference("Optax multiclass_perceptron_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        if (!Primitives.isClassOf(label, prediction.size()) || !FINITE.containsAll(prediction)) {
            return Double.NaN;
        }
        double score = prediction.at((int) label);
        return Math.max(0, Classes.bestOther(prediction, (int) label) - score);
    }
}
