package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.FINITE;

/** What it costs to take one class for another, read from a matrix. */
public final class CostMatrixLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("cost_matrix_loss", Family.COST)
            .summary("What it costs to take one class for another, cost[label][prediction].")
            .formula("cost[y][p]")
            .label(CLASS_INDEX)
            .prediction(CLASS_INDEX)
            .required("cost", FINITE)
            .relation(CostMatrix.SQUARE)
            .relation(CostMatrix.hasClass("label"))
            .relation(CostMatrix.hasClass("prediction"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .outliers("A mistake costs what the matrix says, however sure the model was.")
            .choose("Each confusion of classes has a known cost, and the model's decisions are judged.")
            .reference("Elkan 2001; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, Matrix cost) {
        if (!CostMatrix.isCost(cost)
                || !Primitives.isClassOf(label, cost.rows())
                || !Primitives.isClassOf(prediction, cost.rows())) {
            return Double.NaN;
        }
        return 0.0 + cost.row((int) label).at((int) prediction);
    }
}
