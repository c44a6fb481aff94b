package io.assay.loss;

import java.util.List;

/** What holds of a matrix of costs: a row for each true class, a column for each class in its place. */
final class CostMatrix {

    /** {@code cost} has as many columns as rows, and one or more. */
    static final Relation SQUARE = new Relation(
            "cost_not_square",
            "cost must have one or more rows, and as many numbers in each of them",
            List.of("cost"),
            values -> isSquare(Relation.matrix(values, 0)));

    private CostMatrix() {}

    /** {@code argument} is a class that {@code cost} has a row and a column for. */
    static Relation hasClass(String argument) {
        return new Relation(
                argument + "_not_in_cost",
                argument + " must be below the number of rows of cost",
                List.of(argument, "cost"),
                values ->
                        Relation.number(values, 0) < Relation.matrix(values, 1).rows());
    }

    /** Whether {@code cost} has as many columns as rows, one or more, all finite. */
    static boolean isCost(Matrix cost) {
        return isSquare(cost) && Domain.FINITE.containsAll(cost);
    }

    private static boolean isSquare(Matrix cost) {
        for (int i = 0; i < cost.rows(); i++) {
            if (cost.row(i).size() != cost.rows()) {
                return false;
            }
        }
        return cost.rows() > 0;
    }
}
