package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.SIGN;

import java.util.List;

/**
 * What holds of the two scores of a pair, of which the label says which should win: 1 the first, −1 or 0 the second.
 */
final class Pair {

    /** {@code prediction} is an array of two scores. */
    static final Relation OF_SCORES = new Relation(
            "not_two_scores",
            "prediction must be an array of two scores",
            List.of("prediction"),
            values -> Relation.array(values, 0).size() == 2);

    private Pair() {}

    /** By how much the score that should win is ahead; NaN outside of the domain. */
    static double lead(double label, Doubles prediction) {
        if (!SIGN.contains(label) || prediction.size() != 2 || !FINITE.containsAll(prediction)) {
            return Double.NaN;
        }
        double difference = prediction.at(0) - prediction.at(1);
        return label == 1 ? difference : -difference;
    }
}
