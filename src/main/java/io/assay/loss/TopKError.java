package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.EXTENDED;

import java.util.List;

/** 1 where the class is not among the {@code k} of the largest scores; lower indices come first among equals. */
public final class TopKError implements Loss {

    private static final Definition DEFINITION = Definition.of("top_k_error", Family.MULTICLASS)
            .summary(
                    "1 where the class is not among the k of the largest scores; lower indices come first among equals.")
            .formula("[rank of p_y > k]")
            .label(CLASS_INDEX)
            .prediction(EXTENDED)
            .required("k", COUNT)
            .relation(Relation.classIndexBelowLength("label", "prediction"))
            .relation(new Relation(
                    "k_above_classes",
                    "k must not be above the number of elements of prediction",
                    List.of("prediction", "k"),
                    values -> Relation.number(values, 1)
                            <= Relation.array(values, 0).size()))
            .range(0, 1)
            .outliers("A confident mistake costs as much as a narrow one.")
            .choose("A few best guesses are shown, and it is enough that the right class is among them.")
            .peers("scikit-learn puts higher indices first among equal scores.")
            .reference("scikit-learn top_k_accuracy_score")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double k) {
        int classes = prediction.size();
        if (!Primitives.isClassOf(label, classes)
                || !EXTENDED.containsAll(prediction)
                || !COUNT.contains(k)
                || k > classes) {
            return Double.NaN;
        }
        return ahead(prediction, (int) label) >= k ? 1 : 0;
    }

    /** How many classes come before {@code index}. */
    private static int ahead(Doubles scores, int index) {
        double score = scores.at(index);
        int count = 0;
        for (int j = 0; j < scores.size(); j++) {
            if (scores.at(j) > score || (scores.at(j) == score && j < index)) {
                count++;
            }
        }
        return count;
    }
}
