package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The hinges between every label that applies and every one that does not, by the number of labels. */
public final class MultilabelMarginLoss implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("multilabel_margin_loss", FINITE)
            .summary(
                    "The hinges between every label that applies and every one that does not, by the number of labels.")
            .formula("Σ_{j: y_j=1} Σ_{i: y_i=0} max(0, 1 − (x_j − x_i))/K")
            .convexity(Convexity.CONVEX)
            .outliers("A confident mistake costs linearly, once for each label on the other side.")
            .choose("Labels that apply must score higher than those that do not, by a margin.")
            .peers("torch takes label indices ended by -1 instead of an array of 0 and 1.")
            .reference("torch MultiLabelMarginLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!LabelSets.fit(label, prediction, FINITE)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int j = 0; j < label.size(); j++) {
            if (label.at(j) == 1) {
                sum += hinges(label, prediction, prediction.at(j));
            }
        }
        return sum / label.size();
    }

    private static double hinges(Doubles label, Doubles scores, double score) {
        double sum = 0;
        for (int i = 0; i < label.size(); i++) {
            sum += label.at(i) == 1 ? 0 : Math.max(0, 1 - (score - scores.at(i)));
        }
        return sum;
    }
}
