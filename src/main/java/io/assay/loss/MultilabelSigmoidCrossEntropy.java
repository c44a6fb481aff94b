package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The mean over labels of the log loss of their logits. */
public final class MultilabelSigmoidCrossEntropy implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("multilabel_sigmoid_cross_entropy", EXTENDED)
            .summary("The mean over labels of the log loss of their logits.")
            .formula("mean_k (pos_weight_k·y_k·softplus(−x_k) + (1−y_k)·softplus(x_k)), pos_weight 1 if absent")
            .optionalArray("pos_weight", NON_NEGATIVE)
            .relation(Relation.sameLength("label", "pos_weight"))
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

    public double loss(Doubles label, Doubles prediction, Doubles posWeight) {
        if (!LabelSets.fit(label, prediction, EXTENDED) || !isWeight(posWeight, label.size())) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double weight = posWeight.size() == 0 ? 1 : posWeight.at(k);
            sum += label.at(k) == 1
                    ? SigmoidCrossEntropy.weighted(weight, -prediction.at(k))
                    : Primitives.softplus(prediction.at(k));
        }
        return sum / label.size();
    }

    private static boolean isWeight(Doubles posWeight, int labels) {
        return posWeight.size() == 0 || (posWeight.size() == labels && NON_NEGATIVE.containsAll(posWeight));
    }
}
