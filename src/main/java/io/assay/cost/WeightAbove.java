package io.assay.cost;

import org.jspecify.annotations.Nullable;

/** Of the weight of all rows of a class, what is not below a score that rises. */
final class WeightAbove {

    private final double all;
    private @Nullable ExactSum rest;

    WeightAbove(double all) {
        this.all = all;
    }

    /** Never less than a part of it, whatever the rounding of the sum of all. */
    double atLeast(double part) {
        return Math.max(rest().value(), part);
    }

    /** Leaves what ties at the score below. */
    void pass(TiedWeight tied) {
        tied.subtractFrom(rest());
    }

    private ExactSum rest() {
        ExactSum known = rest;
        if (known == null) {
            known = new ExactSum();
            known.add(all);
            rest = known;
        }
        return known;
    }
}
