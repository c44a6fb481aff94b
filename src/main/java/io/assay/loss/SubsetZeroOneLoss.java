package io.assay.loss;

import static io.assay.loss.Domain.BINARY;

/** 1 where the set of labels is not predicted exactly; its mean is the error rate of whole sets. */
public final class SubsetZeroOneLoss implements Loss {

    private static final Definition DEFINITION = LabelSets.definition("subset_zero_one_loss")
            .summary("1 where the set of labels is not predicted exactly; its mean is the error rate of whole sets.")
            .formula("[y ≠ p]")
            .outliers("One wrong label costs as much as all.")
            .choose("A set is of use only when it is right as a whole.")
            .reference("scikit-learn zero_one_loss, Spark MultilabelMetrics (1 − subset accuracy)")
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
        return sets.different() == 0 ? 0 : 1;
    }
}
