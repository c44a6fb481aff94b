package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.EXTENDED;

import java.util.List;

/** The score of one class; no loss, but how an array or a vector of scores is read in SQL. */
public final class ClassScore implements Loss {

    private static final Definition DEFINITION = Definition.of("class_score", Family.COMPOSITE)
            .summary("The score or probability of one class, out of an array or a vector of all.")
            .formula("p_index")
            .prediction(EXTENDED)
            .parameter("index", 1, CLASS_INDEX)
            .relation(new Relation(
                    "class_index_out_of_range",
                    "index must be below the number of elements of prediction",
                    List.of("prediction", "index"),
                    values -> Relation.number(values, 1)
                            < Relation.array(values, 0).size()))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .direction(Direction.NONE)
            .choose("A loss for one probability meets an MLlib vector: class_score(probability) is that of class 1.")
            .outliers("The score is given as it is.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles prediction, double index) {
        return !CLASS_INDEX.contains(index) || index >= prediction.size() || !EXTENDED.containsAll(prediction)
                ? Double.NaN
                : prediction.at((int) index) + 0.0;
    }
}
