package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The length of the difference of two vectors. */
public final class EuclideanDistance implements Loss {

    private static final Definition DEFINITION = Definition.of("euclidean_distance", Family.EMBEDDING)
            .summary("The length of the difference of two vectors.")
            .formula("√(Σ e_i²)")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .zeroAtEquality()
            .reference("scipy euclidean")
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
        double largest = 0;
        for (int i = 0; i < label.size(); i++) {
            largest = Math.max(largest, Math.abs(prediction.at(i) - label.at(i)));
        }
        if (largest == 0 || Double.isInfinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (int i = 0; i < label.size(); i++) {
            // Divided by the largest, so that no square overflows or vanishes.
            double error = (prediction.at(i) - label.at(i)) / largest;
            sum += error * error;
        }
        return largest * Math.sqrt(sum);
    }
}
