package io.assay.loss;

import java.util.List;

/** What holds of the lower and upper bounds of prediction intervals. */
final class Bounds {

    /** {@code prediction} is an array of a lower and an upper bound. */
    static final Relation TWO = new Relation(
            "not_two_bounds",
            "prediction must be an array of a lower and an upper bound",
            List.of("prediction"),
            values -> Relation.array(values, 0).size() == 2);

    /** The first element of {@code prediction} is not above the second. */
    static final Relation IN_ORDER = new Relation(
            "lower_above_upper",
            "the lower bound must not be above the upper one",
            List.of("prediction"),
            values ->
                    Relation.array(values, 0).at(0) <= Relation.array(values, 0).at(1));

    private Bounds() {}

    /** No element of {@code lower} is above that of {@code upper}. */
    static Relation lowerNotAboveUpper() {
        return new Relation(
                "lower_above_upper",
                "no lower bound must be above the upper one",
                List.of("lower", "upper"),
                values -> inOrder(Relation.array(values, 0), Relation.array(values, 1)));
    }

    /** Whether {@code prediction} is [lower, upper], both finite and in order. */
    static boolean areBounds(Doubles prediction) {
        return prediction.size() == 2 && Domain.FINITE.containsAll(prediction) && prediction.at(0) <= prediction.at(1);
    }

    /** Whether these are bounds of as many intervals, finite and in order. */
    static boolean areBounds(Doubles lower, Doubles upper) {
        return lower.size() == upper.size()
                && Domain.FINITE.containsAll(lower)
                && Domain.FINITE.containsAll(upper)
                && inOrder(lower, upper);
    }

    private static boolean inOrder(Doubles lower, Doubles upper) {
        for (int i = 0; i < lower.size(); i++) {
            if (lower.at(i) > upper.at(i)) {
                return false;
            }
        }
        return true;
    }
}
