package io.assay.cost;

/** The rule for weights: finite and not negative; 0 means absent. */
final class Weight {

    private Weight() {}

    static void check(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid weight: " + weight + " (must be finite and at least 0)");
        }
    }
}
