package io.assay.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What holds of matrices. */
final class Matrices {

    private Matrices() {}

    /** Two matrices have rows of the same lengths. */
    static Relation sameShape(String one, String other) {
        return new Relation(
                "unequal_shapes",
                one + " and " + other + " must have rows of the same lengths",
                List.of(one, other),
                values -> areOfOneShape(Relation.matrix(values, 0), Relation.matrix(values, 1)));
    }

    /** Matrices have an element. */
    static Relation notEmpty(String... matrices) {
        return new Relation(
                "empty_matrix",
                String.join(" and ", matrices) + " must have an element",
                List.of(matrices),
                values -> Arrays.stream(values).allMatch(value -> hasElements((Matrix) Objects.requireNonNull(value))));
    }

    /** All rows of these matrices have one length. */
    static Relation oneWidth(String... matrices) {
        return new Relation(
                "unequal_dimensions",
                "all rows of " + String.join(" and ", matrices) + " must have the same length",
                List.of(matrices),
                values -> {
                    int width = Relation.matrix(values, 0).row(0).size();
                    return Arrays.stream(values)
                            .allMatch(value -> isOfWidth((Matrix) Objects.requireNonNull(value), width));
                });
    }

    static boolean areOfOneShape(Matrix one, Matrix other) {
        if (one.rows() != other.rows()) {
            return false;
        }
        for (int i = 0; i < one.rows(); i++) {
            if (one.row(i).size() != other.row(i).size()) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a row, and every row has an element. */
    static boolean hasElements(Matrix matrix) {
        for (int i = 0; i < matrix.rows(); i++) {
            if (matrix.row(i).size() == 0) {
                return false;
            }
        }
        return matrix.rows() > 0;
    }

    static boolean isOfWidth(Matrix matrix, int width) {
        for (int i = 0; i < matrix.rows(); i++) {
            if (matrix.row(i).size() != width) {
                return false;
            }
        }
        return true;
    }
}
