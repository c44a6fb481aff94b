package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.FINITE;

/** The hinge between the class that came and the best of the others (Crammer and Singer). */
public final class MulticlassHinge implements Loss {

    private static final Definition DEFINITION = Definition.of("multiclass_hinge", Family.LOGITS)
            .summary("The hinge between the class that came and the best of the others: 0 once it is 1 ahead.")
            .formula("max(0, 1 + max_{k≠y} x_k − x_y)")
            .label(CLASS_INDEX)
            .prediction(FINITE)
            .relation(Classes.TWO_OR_MORE)
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .convexity(Convexity.CONVEX)
            .outliers("A confident mistake costs linearly.")
            .choose("Scores separate classes by a margin and are no logits.")
            .peers("Keras CategoricalHinge differs where every other score is below 0: see categorical_hinge.")
            .reference("Crammer, Singer 2001; scikit-learn hinge_loss, Optax multiclass_hinge_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        int classes = prediction.size();
        if (classes < 2 || !Primitives.isClassOf(label, classes) || !FINITE.containsAll(prediction)) {
            return Double.NaN;
        }
        int index = (int) label;
        return Math.max(0, 1 + (Classes.bestOther(prediction, index) - prediction.at(index)));
    }
}
