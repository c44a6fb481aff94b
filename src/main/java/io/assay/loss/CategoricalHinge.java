package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

import java.util.List;

/**
 * The hinge between the class that came and the best of the others, or 0 where all of these are below 0.
 *
 * <p>The label is a class index or one-hot. In the maximum the class that came stands as 0.
 */
public final class CategoricalHinge implements Loss {

    private static final Relation ONE_HOT = new Relation(
            "label_not_one_hot",
            "label must be a class index, or an array of one 1 and zeros",
            List.of("label"),
            values -> !(values[0] instanceof Doubles weights) || isOneHot(weights));

    private static final Definition DEFINITION = Definition.of("categorical_hinge", Family.LOGITS)
            .summary("The hinge between the class that came and the best of the others, or 0 if that is larger.")
            .formula("max(0, 1 + max(0, max_{k≠y} x_k) − x_y)")
            .label(NON_NEGATIVE)
            .prediction(FINITE)
            .relation(Classes.INDEX)
            .relation(Classes.INDEX_IN_RANGE)
            .relation(Classes.ONE_WEIGHT_PER_CLASS)
            .relation(ONE_HOT)
            .convexity(Convexity.CONVEX)
            .outliers("A confident mistake costs linearly.")
            .choose("A model trained by Keras with it is judged by what it minimised; else multiclass_hinge.")
            .peers("multiclass_hinge is lower where every other score is below 0.")
            .reference("Keras CategoricalHinge")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        if (!Primitives.isClassOf(label, prediction.size()) || !FINITE.containsAll(prediction)) {
            return Double.NaN;
        }
        int index = (int) label;
        double other = Math.max(0, Classes.bestOther(prediction, index));
        return Math.max(0, 1 + (other - prediction.at(index)));
    }

    public double loss(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size() || !isOneHot(label)) {
            return Double.NaN;
        }
        return loss(Primitives.argMax(label), prediction);
    }

    private static boolean isOneHot(Doubles weights) {
        int ones = 0;
        for (int k = 0; k < weights.size(); k++) {
            if (!Domain.BINARY.contains(weights.at(k))) {
                return false;
            }
            ones += weights.at(k) == 1 ? 1 : 0;
        }
        return ones == 1;
    }
}
