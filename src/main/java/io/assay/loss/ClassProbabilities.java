package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.PROBABILITY;

import java.util.List;

/**
 * Predicted probabilities of classes. They sum to 1 within 1e-6; with {@code normalize} they need not, and are divided by
 * their sum.
 */
final class ClassProbabilities {

    private static final Relation SUM = new Relation(
            "probabilities_do_not_sum_to_one",
            "prediction must sum to 1 within 1e-6, or to more than 0 if normalize",
            List.of("prediction", "normalize"),
            values -> isTotal(Primitives.sum(Relation.array(values, 0)), Relation.number(values, 1)));

    private ClassProbabilities() {}

    /** Declares the last parameter of a loss of such a prediction, and the rule of the sum. */
    static Definition.Builder normalizable(Definition.Builder definition) {
        return definition.parameter("normalize", 0.0, BINARY).relation(SUM);
    }

    /** What each probability is to be divided by; NaN where these are none. */
    static double divisor(Doubles prediction, double normalize) {
        if (!BINARY.contains(normalize) || !PROBABILITY.containsAll(prediction)) {
            return Double.NaN;
        }
        double total = Primitives.sum(prediction);
        if (!isTotal(total, normalize)) {
            return Double.NaN;
        }
        return normalize == 1 ? total : 1;
    }

    /** The probability of class {@code k}. */
    static double of(Doubles prediction, int k, double divisor) {
        return Math.min(Primitives.probability(prediction.at(k)) / divisor, 1);
    }

    private static boolean isTotal(double total, double normalize) {
        return normalize == 1 ? total > 0 : Math.abs(total - 1) <= Primitives.SUM_SLACK;
    }
}
