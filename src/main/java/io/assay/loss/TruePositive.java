package io.assay.loss;

/** 1 where a positive row is predicted as positive; its sum is the number of hits. */
public final class TruePositive implements Loss {

    private static final Definition DEFINITION = Decision.counting("true_positive")
            .summary("1 where a positive row is predicted as positive; its sum is the number of hits.")
            .formula("[p ≥ threshold] · [y = 1]")
            .direction(Direction.HIGHER)
            .choose("Hits are to be counted, as for recall and precision.")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double threshold) {
        return Decision.count(Decision.of(label, prediction, threshold), 1, label, 1);
    }
}
