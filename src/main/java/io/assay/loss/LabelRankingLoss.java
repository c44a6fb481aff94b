package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

/** The share of pairs of a label that applies and one that does not which scores put in the wrong order. */
public final class LabelRankingLoss implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("label_ranking_loss", EXTENDED)
            .summary(
                    "The share of pairs of a label that applies and one that does not which scores put in the wrong order.")
            .formula("Σ_{j: y_j=1} Σ_{i: y_i=0} [x_j ≤ x_i] by the number of pairs, 0 without pairs")
            .range(0, 1)
            .outliers("A label far on the wrong side costs as much as one narrowly there.")
            .choose("Labels are shown in the order of their scores, and every wrong order counts alike.")
            .reference("scikit-learn label_ranking_loss; a tie counts as wrong")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!LabelSets.fit(label, prediction, EXTENDED)) {
            return Double.NaN;
        }
        long wrong = 0;
        for (int j = 0; j < label.size(); j++) {
            if (label.at(j) == 1) {
                wrong += LabelRanking.atLeast(prediction.at(j), label, prediction, 0);
            }
        }
        double pairs = (double) LabelRanking.count(label, 1) * LabelRanking.count(label, 0);
        return pairs == 0 ? 0 : wrong / pairs;
    }
}
