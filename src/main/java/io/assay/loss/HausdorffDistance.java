package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/**
 * How far two sets of points are apart at the worst: the largest distance of a point to the nearest of the other set.
 * A row of the matrices is a point.
 */
public final class HausdorffDistance implements Loss {

    private static final Definition DEFINITION = Definition.of("hausdorff_distance", Family.VISION)
            .summary(
                    "How far two sets of points are apart at the worst: the largest distance to the nearest of the other set.")
            .formula("max(max_a min_b |a − b|, max_b min_a |a − b|)")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Matrices.notEmpty("label", "prediction"))
            .relation(Matrices.oneWidth("label", "prediction"))
            .zeroAtEquality()
            .symmetric()
            .outliers("One stray point decides.")
            .choose("Contours or surfaces are compared and the worst place matters. A row of the matrix is a point.")
            .reference("scipy directed_hausdorff, the larger of both directions")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Matrix label, Matrix prediction) {
        if (!Matrices.hasElements(label)
                || !Matrices.hasElements(prediction)
                || !Matrices.isOfWidth(label, label.row(0).size())
                || !Matrices.isOfWidth(prediction, label.row(0).size())
                || !FINITE.containsAll(label)
                || !FINITE.containsAll(prediction)) {
            return Double.NaN;
        }
        return Math.max(directed(label, prediction), directed(prediction, label));
    }

    private static double directed(Matrix from, Matrix to) {
        double furthest = 0;
        for (int i = 0; i < from.rows(); i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < to.rows() && nearest > furthest; j++) {
                nearest = Math.min(nearest, Vectors.distance(from.row(i), to.row(j)));
            }
            furthest = Math.max(furthest, nearest);
        }
        return furthest;
    }
}
