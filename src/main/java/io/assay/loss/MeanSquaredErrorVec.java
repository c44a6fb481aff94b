package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The mean square of the errors of one row with several targets. */
public final class MeanSquaredErrorVec implements Loss {

    private static final Definition DEFINITION = Definition.of("mean_squared_error_vec", Family.REGRESSION)
            .summary("The mean square of the errors of one row with several targets.")
            .formula("mean_i e_i²")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A few large errors, in one target or in one row, can decide the mean.")
            .choose("A row has several targets of the same unit, and large errors are worse than in proportion.")
            .reference("Keras MeanSquaredError per row, scikit-learn mean_squared_error with several outputs")
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
            double error = prediction.at(i) - label.at(i);
            sum += error * error;
        }
        return sum / label.size();
    }
}
