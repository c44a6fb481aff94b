package io.assay.loss;

import static io.assay.loss.Domain.BINARY;

/** One minus twice the labels in both sets by the sizes of both; 0 where both are empty. */
public final class MultilabelF1Loss implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("multilabel_f1_loss")
            .summary("One minus twice the labels in both sets by the sizes of both; 0 where both are empty.")
            .formula("1 − 2·|y ∧ p|/(|y| + |p|), 0 if both are empty")
            .outliers("A row counts the same whether it has few labels or many, and costs 1 at most.")
            .choose("As multilabel_jaccard_loss, with less for sets that are half right.")
            .peers("scikit-learn gives a loss of 1 where both sets are empty, unless told zero_division=1.")
            .reference("scikit-learn f1_score with average='samples', Spark MultilabelMetrics")
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
        return sets.either() == 0 ? 0 : (double) sets.different() / (sets.either() + sets.both());
    }
}
