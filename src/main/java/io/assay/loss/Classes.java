package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;

import java.util.List;

/**
 * Labels and scores of several classes.
 *
 * <p>Some losses take a label in two forms: the index of the class, or a weight for every class, often one-hot. Such a
 * label is declared as not negative, and these relations tell the rest.
 */
final class Classes {

    /** A label that is a number is a class index. */
    static final Relation INDEX = new Relation(
            "label_not_class_index",
            "label " + CLASS_INDEX.rule(),
            List.of("label"),
            values -> !(values[0] instanceof Double index) || CLASS_INDEX.contains(index));

    /** A label that is a number is below the number of classes. */
    static final Relation INDEX_IN_RANGE = new Relation(
            "class_index_out_of_range",
            "label must be below the number of elements of prediction",
            List.of("label", "prediction"),
            values -> !(values[0] instanceof Double index)
                    || index < Relation.array(values, 1).size());

    /** A label that is an array has an element for every class. */
    static final Relation ONE_WEIGHT_PER_CLASS = new Relation(
            "unequal_lengths",
            "label and prediction must have the same length",
            List.of("label", "prediction"),
            values -> !(values[0] instanceof Doubles weights)
                    || weights.size() == Relation.array(values, 1).size());

    /** There are two classes or more. */
    static final Relation TWO_OR_MORE = new Relation(
            "fewer_than_two_classes",
            "prediction must have two elements or more",
            List.of("prediction"),
            values -> Relation.array(values, 0).size() >= 2);

    private Classes() {}

    /** The largest score of a class other than {@code index}; −∞ where there is none. */
    static double bestOther(Doubles scores, int index) {
        double best = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < scores.size(); k++) {
            if (k != index) {
                best = Math.max(best, scores.at(k));
            }
        }
        return best;
    }
}
