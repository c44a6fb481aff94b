package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

import java.util.List;

/** What it costs on average to draw the class from the predicted probabilities, by a matrix of costs. */
public final class ExpectedCostMatrixLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("expected_cost_matrix_loss", Family.COST)
            .summary("The cost of taking one class for another, averaged over the predicted class probabilities.")
            .formula("Σ_k p_k · cost[y][k]")
            .label(CLASS_INDEX)
            .prediction(PROBABILITY)
            .required("cost", FINITE)
            .relation(CostMatrix.SQUARE)
            .relation(CostMatrix.hasClass("label"))
            .relation(new Relation(
                    "unequal_lengths",
                    "prediction must have as many elements as cost has rows",
                    List.of("prediction", "cost"),
                    values -> Relation.array(values, 0).size()
                            == Relation.matrix(values, 1).rows()))
            .relation(Relation.sumsToOne("prediction"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.CONVEX)
            .outliers("A confident mistake costs at most what the matrix says.")
            .choose("Each confusion of classes has a known cost, and probabilities rather than decisions are judged.")
            .peers("It is linear in the probabilities, so it does not reward calibration as a log loss does.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, Matrix cost) {
        if (!CostMatrix.isCost(cost)
                || !Primitives.isClassOf(label, cost.rows())
                || prediction.size() != cost.rows()
                || !Primitives.isDistribution(prediction)) {
            return Double.NaN;
        }
        Doubles costs = cost.row((int) label);
        double sum = 0;
        for (int k = 0; k < prediction.size(); k++) {
            sum += Primitives.probability(prediction.at(k)) * costs.at(k);
        }
        return sum;
    }
}
