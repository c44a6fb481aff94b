package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.NON_NEGATIVE;

import java.util.List;

/** Takes arguments of every kind: a cost matrix, weights of classes and waivers that may be absent, a text. */
public final class WeightedCost implements Loss {

    private static final Definition DEFINITION = Definition.of("weighted_cost", Family.COST)
            .summary("What a class costs in place of another, times the weight of the true one, less what is waived.")
            .formula("cost[y][ŷ] · class_weight[y] − waiver[y][ŷ]")
            .label(CLASS_INDEX)
            .prediction(CLASS_INDEX)
            .required("cost", NON_NEGATIVE)
            .optionalArray("class_weight", NON_NEGATIVE)
            .optionalArray("waiver", NON_NEGATIVE)
            .choice("sign", "plus", "minus")
            .relation(new Relation(
                    "cell_missing",
                    "cost must have the cell",
                    List.of("label", "prediction", "cost"),
                    values -> hasCell(
                            Relation.number(values, 0), Relation.number(values, 1), Relation.matrix(values, 2))))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .reference("closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, Matrix cost, Doubles classWeight, Matrix waiver, String sign) {
        if (!CLASS_INDEX.contains(label)
                || !CLASS_INDEX.contains(prediction)
                || !NON_NEGATIVE.containsAll(cost)
                || !NON_NEGATIVE.containsAll(classWeight)
                || !NON_NEGATIVE.containsAll(waiver)
                || !hasCell(label, prediction, cost)) {
            return Double.NaN;
        }
        double weight = classWeight.size() == 0 ? 1 : classWeight.at((int) label);
        double waived = waiver.rows() == 0 ? 0 : waiver.row((int) label).at((int) prediction);
        double value = cost.row((int) label).at((int) prediction) * weight - waived;
        return sign.equals("plus") ? value : -value;
    }

    private static boolean hasCell(double label, double prediction, Matrix cost) {
        return label < cost.rows() && prediction < cost.row((int) label).size();
    }
}
