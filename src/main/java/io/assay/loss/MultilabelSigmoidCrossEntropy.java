package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

/** The mean over labels of the log loss of their logits. */
public final class MultilabelSigmoidCrossEntropy implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("multilabel_sigmoid_cross_entropy", EXTENDED)
            .summary("The mean over labels of the log loss of their logits.")
            .formula("mean_k (y_k·softplus(−x_k) + (1−y_k)·softplus(x_k))")
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake in one label costs linearly in its logit.")
            .choose("Labels are independent and logits are there: nothing has to be clipped.")
            .reference("torch MultiLabelSoftMarginLoss, Keras BinaryCrossentropy from_logits of a row")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!LabelSets.fit(label, prediction, EXTENDED)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            sum += Primitives.softplus(label.at(k) == 1 ? -prediction.at(k) : prediction.at(k));
        }
        return sum / label.size();
    }
}
