package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

/** Over the labels that apply, the mean share of such labels down to where each stands. A score: more is better. */
public final class LabelRankingAveragePrecision implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("label_ranking_average_precision", EXTENDED)
            .summary("Over the labels that apply, the mean share of such labels down to where each stands; 1 is best.")
            .formula("mean_{j: y_j=1} |{i: y_i=1, x_i ≥ x_j}|/|{i: x_i ≥ x_j}|, 1 if no label or every label applies")
            .range(0, 1)
            .direction(Direction.HIGHER)
            .outliers("Labels near the top count more than those far down.")
            .choose("Labels are shown in the order of their scores, and the first places count most.")
            .shorthand("lrap", "mean")
            .reference("scikit-learn label_ranking_average_precision_score; ties at their worst")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!LabelSets.fit(label, prediction, EXTENDED)) {
            return Double.NaN;
        }
        int relevant = LabelRanking.count(label, 1);
        if (relevant == 0) {
            return 1;
        }
        double sum = 0;
        for (int j = 0; j < label.size(); j++) {
            if (label.at(j) == 1) {
                double hits = LabelRanking.atLeast(prediction.at(j), label, prediction, 1);
                sum += hits / (hits + LabelRanking.atLeast(prediction.at(j), label, prediction, 0));
            }
        }
        return Math.min(sum / relevant, 1);
    }
}
