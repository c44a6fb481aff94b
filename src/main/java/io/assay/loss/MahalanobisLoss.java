package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

import java.util.List;

/** The length of the difference of two vectors in the metric of a precision matrix. */
public final class MahalanobisLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("mahalanobis_loss", Family.EMBEDDING)
            .summary(
                    "The length of the difference of two vectors in the metric of a precision matrix (inverse covariance).")
            .formula("√(Σ_ij e_i·P_ij·e_j)")
            .label(FINITE)
            .prediction(FINITE)
            .required("precision", FINITE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(new Relation(
                    "precision_of_other_size",
                    "precision must have as many rows and columns as label has elements",
                    List.of("label", "precision"),
                    values -> isOfSize(
                            Relation.matrix(values, 1),
                            Relation.array(values, 0).size())))
            .relation(new Relation(
                    "precision_not_positive",
                    "the squared distance under precision must not be negative",
                    List.of("label", "prediction", "precision"),
                    values -> !(square(
                                    Vectors.difference(Relation.array(values, 0), Relation.array(values, 1)),
                                    Relation.matrix(values, 2))
                            < 0)))
            .zeroAtEquality()
            .symmetric()
            .outliers("Linear in the distance, in units of how much each direction varies.")
            .choose("Directions differ in scale or vary together, and distances should allow for it.")
            .reference("Mahalanobis 1936; scipy mahalanobis")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static boolean isOfSize(Matrix precision, int size) {
        return precision.rows() == size && Matrices.isOfWidth(precision, size);
    }

    /** The square of the distance in units of the largest error; a rounding error below 0 is 0. */
    private static double square(Doubles error, Matrix precision) {
        double largest = Vectors.largest(error);
        if (largest == 0) {
            return 0;
        }
        double sum = 0;
        double size = 0;
        for (int i = 0; i < error.size(); i++) {
            Doubles row = precision.row(i);
            for (int j = 0; j < error.size(); j++) {
                double part = error.at(i) / largest * row.at(j) * (error.at(j) / largest);
                sum += part;
                size += Math.abs(part);
            }
        }
        return sum < 0 && sum >= -1e-12 * size ? 0 : sum;
    }

    public double loss(Doubles label, Doubles prediction, Matrix precision) {
        if (label.size() != prediction.size()
                || label.size() == 0
                || !FINITE.containsAll(label)
                || !FINITE.containsAll(prediction)
                || !FINITE.containsAll(precision)
                || !isOfSize(precision, label.size())) {
            return Double.NaN;
        }
        Doubles error = Vectors.difference(label, prediction);
        double largest = Vectors.largest(error);
        // The root of a negative number is NaN.
        return largest == 0 ? 0 : largest * Math.sqrt(square(error, precision));
    }
}
