package io.assay.loss;

import java.util.List;

/** What holds of the logits of classes: −∞ for impossible ones, and at least one that is possible. */
final class Logits {

    /** {@code prediction} has a finite element. */
    static final Relation POSSIBLE = possible("prediction");

    private Logits() {}

    /** {@code array} has a finite element. */
    static Relation possible(String array) {
        return new Relation(
                "no_possible_class",
                array + " must have a finite element",
                List.of(array),
                values -> hasPossible(Relation.array(values, 0)));
    }

    /** Whether these are logits, one of them finite. */
    static boolean areLogits(Doubles values) {
        return Domain.LOGIT.containsAll(values) && hasPossible(values);
    }

    /** The logits divided by a temperature, the largest one shifted to 0; for logits with a finite element. */
    static Doubles tempered(Doubles logits, double temperature) {
        double largest = logits.at(Primitives.argMax(logits));
        double[] scaled = new double[logits.size()];
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] = (logits.at(k) - largest) / temperature;
        }
        return Doubles.of(scaled);
    }

    private static boolean hasPossible(Doubles values) {
        int top = Primitives.argMax(values);
        return top >= 0 && values.at(top) > Double.NEGATIVE_INFINITY;
    }
}
