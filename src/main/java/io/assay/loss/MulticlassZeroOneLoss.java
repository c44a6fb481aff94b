package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.EXTENDED;

import java.util.List;

/**
 * 1 where the predicted class is wrong; its mean is the error rate.
 *
 * <p>The prediction is a class, by name or index, or one score per class, of which the largest wins and the lowest index of
 * equals.
 */
public final class MulticlassZeroOneLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("multiclass_zero_one_loss", Family.MULTICLASS)
            .summary(
                    "1 where the predicted class is wrong: a class name, a class index, or scores of which the largest wins.")
            .formula("[argmax(p) ≠ y], the lowest index of equals, or [p ≠ y]")
            .label(CLASS_INDEX)
            .prediction(EXTENDED)
            .relation(new Relation(
                    "prediction_not_class_index",
                    "prediction " + CLASS_INDEX.rule(),
                    List.of("prediction"),
                    values -> !(values[0] instanceof Double index) || CLASS_INDEX.contains(index)))
            .relation(new Relation(
                    "class_index_out_of_range",
                    "label must be below the number of elements of prediction, 2 or more",
                    List.of("label", "prediction"),
                    values -> !(values[1] instanceof Doubles scores) || isLabelOf(Relation.number(values, 0), scores)))
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("A confident mistake costs as much as a narrow one.")
            .choose("Only the decision counts, and all mistakes cost the same.")
            .shorthand("multiclass_error_rate", "mean")
            .reference("scikit-learn zero_one_loss; ties as numpy argmax")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!CLASS_INDEX.contains(label) || !CLASS_INDEX.contains(prediction)) {
            return Double.NaN;
        }
        return label == prediction ? 0 : 1;
    }

    public double loss(double label, Doubles prediction) {
        if (!isLabelOf(label, prediction) || !EXTENDED.containsAll(prediction)) {
            return Double.NaN;
        }
        return Primitives.argMax(prediction) == label ? 0 : 1;
    }

    public double loss(String label, String prediction) {
        return label.equals(prediction) ? 0 : 1;
    }

    private static boolean isLabelOf(double label, Doubles scores) {
        return scores.size() >= 2 && Primitives.isClassOf(label, scores.size());
    }
}
