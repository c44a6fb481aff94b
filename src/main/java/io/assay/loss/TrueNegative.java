package io.assay.loss;

/** 1 where a negative row is predicted as negative; its sum is the number of right rejections. */
public final class TrueNegative implements Loss {

    private static final Definition DEFINITION = Decision.counting("true_negative")
            .summary("1 where a negative row is predicted as negative; its sum is the number of right rejections.")
            .formula("[p < threshold] · [y = 0]")
            .direction(Direction.HIGHER)
            .choose("Right rejections are to be counted, as for specificity.")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double threshold) {
        return Decision.count(Decision.of(label, prediction, threshold), 0, label, 0);
    }
}
