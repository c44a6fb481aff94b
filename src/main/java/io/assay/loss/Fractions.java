package io.assay.loss;

import java.util.List;

/** What the losses share that divide an error by something. */
final class Fractions {

    /** {@code label} is the divisor. */
    static final Relation LABEL_NOT_ZERO = new Relation(
            "zero_label", "label must not be 0", List.of("label"), values -> Relation.number(values, 0) != 0);

    private Fractions() {}

    /** (p − y) / divisor; an error that overflows may still be a finite fraction. */
    static double of(double label, double prediction, double divisor) {
        double error = prediction - label;
        return Domain.FINITE.contains(error) ? error / divisor : prediction / divisor - label / divisor;
    }
}
