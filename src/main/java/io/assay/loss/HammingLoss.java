package io.assay.loss;

import static io.assay.loss.Domain.BINARY;

/** The share of labels that are predicted wrongly. */
public final class HammingLoss implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("hamming_loss")
            .summary("The share of labels that are predicted wrongly.")
            .formula("mean_k [y_k ≠ p_k]")
            .outliers("Every wrong label counts the same, in a row with many mistakes too.")
            .choose("Labels are decided one by one; where few apply, predicting none is cheap already.")
            .reference("scikit-learn hamming_loss, Spark MultilabelMetrics")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!LabelSets.fit(label, prediction, BINARY)) {
            return Double.NaN;
        }
        LabelSets sets = LabelSets.of(label, prediction);
        return (double) sets.different() / sets.size();
    }
}
