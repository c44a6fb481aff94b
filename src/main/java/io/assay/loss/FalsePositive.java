package io.assay.loss;

/** 1 where a negative row is predicted as positive; its sum is the number of false alarms. */
public final class FalsePositive implements Loss {

    private static final Definition DEFINITION = Decision.counting("false_positive")
            .summary("1 where a negative row is predicted as positive; its sum is the number of false alarms.")
            .formula("[p ≥ threshold] · [y = 0]")
            .direction(Direction.LOWER)
            .choose("False alarms are what costs.")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double threshold) {
        return Decision.count(Decision.of(label, prediction, threshold), 1, label, 0);
    }
}
