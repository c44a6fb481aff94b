package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

/** How far down the labels sorted by score one has to go to have all that apply. */
public final class CoverageError implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("coverage_error", EXTENDED)
            .summary("How far down the labels sorted by score one has to go to have all that apply; 0 where none does.")
            .formula("|{k: x_k ≥ min_{j: y_j=1} x_j}|, 0 if no label applies")
            .outliers("One label far down costs up to the number of labels, whatever the others do.")
            .choose("A list is read from its top until all labels are found.")
            .peers("Some subtract 1, so that a perfect order of one label costs 0.")
            .reference("scikit-learn coverage_error")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (!LabelSets.fit(label, prediction, EXTENDED)) {
            return Double.NaN;
        }
        double lowest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < label.size(); k++) {
            lowest = label.at(k) == 1 ? Math.min(lowest, prediction.at(k)) : lowest;
        }
        boolean some = LabelRanking.count(label, 1) > 0;
        return some
                ? LabelRanking.atLeast(lowest, label, prediction, 1)
                        + LabelRanking.atLeast(lowest, label, prediction, 0)
                : 0;
    }
}
