package io.assay.loss;

import java.util.List;

/** What holds of the logits of classes: −∞ for impossible ones, and at least one that is possible. */
final class Logits {

    /** {@code prediction} has a finite element. */
    static final Relation POSSIBLE = new Relation(
            "no_possible_class",
            "prediction must have a finite element",
            List.of("prediction"),
            values -> hasPossible(Relation.array(values, 0)));

    private Logits() {}

    /** Whether these are logits, one of them finite. */
    static boolean areLogits(Doubles values) {
        return Domain.LOGIT.containsAll(values) && hasPossible(values);
    }

    private static boolean hasPossible(Doubles values) {
        int top = Primitives.argMax(values);
        return top >= 0 && values.at(top) > Double.NEGATIVE_INFINITY;
    }
}
