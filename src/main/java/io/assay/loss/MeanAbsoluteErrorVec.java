package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The mean size of the errors of one row with several targets. */
public final class MeanAbsoluteErrorVec implements Loss {

    private static final Definition DEFINITION = Definition.of("mean_absolute_error_vec", Family.REGRESSION)
            .summary("The mean size of the errors of one row with several targets.")
            .formula("mean_i |e_i|")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .outliers("Every error counts in proportion to its size, in all targets alike.")
            .choose("A row has several targets of the same unit, and no single error should take the mean over.")
            .reference("Keras MeanAbsoluteError per row")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size()
                || label.size() == 0
                || !FINITE.containsAll(label)
                || !FINITE.containsAll(prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < label.size(); i++) {
            sum += Math.abs(prediction.at(i) - label.at(i));
        }
        return sum / label.size();
    }
}
