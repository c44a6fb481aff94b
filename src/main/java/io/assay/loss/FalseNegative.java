package io.assay.loss;

/** 1 where a positive row is predicted as negative; its sum is the number of misses. */
public final class FalseNegative implements Loss {

    private static final Definition DEFINITION = Decision.counting("false_negative")
            .summary("1 where a positive row is predicted as negative; its sum is the number of misses.")
            .formula("[p < threshold] · [y = 1]")
            .direction(Direction.LOWER)
            .choose("Misses are what costs.")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double threshold) {
        return Decision.count(Decision.of(label, prediction, threshold), 0, label, 1);
    }
}
