package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.FINITE;

import java.util.List;

/**
 * The log loss of a score that thresholds cut into ordered classes, with a logistic error.
 *
 * <p>K − 1 increasing thresholds make K classes: class k lies between threshold k − 1 and threshold k.
 */
public final class OrdinalLogisticLoss implements Loss {

    private static final Relation INCREASING = new Relation(
            "thresholds_not_increasing",
            "thresholds must be strictly increasing",
            List.of("thresholds"),
            values -> isIncreasing(Relation.array(values, 0)));

    private static final Relation CLASS = new Relation(
            "class_index_out_of_range",
            "label must not be above the number of thresholds",
            List.of("label", "thresholds"),
            values -> Relation.number(values, 0) <= Relation.array(values, 1).size());

    private static final Definition DEFINITION = Definition.of("ordinal_logistic_loss", Family.LOGITS)
            .summary("The log loss of a score that increasing thresholds cut into ordered classes.")
            .formula("−log(sigmoid(t_y − x) − sigmoid(t_{y−1} − x)), t_{−1} = −∞, t_{K−1} = ∞")
            .label(CLASS_INDEX)
            .prediction(EXTENDED)
            .required("thresholds", FINITE)
            .relation(Relation.notEmpty("thresholds"))
            .relation(INCREASING)
            .relation(CLASS)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs linearly in how far the score is from the class's interval.")
            .choose("Classes have an order and the model gives one score and its thresholds.")
            .reference("McCullagh 1980; statsmodels OrderedModel with distr 'logit'")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, Doubles thresholds) {
        int cuts = thresholds.size();
        if (cuts == 0
                || !Primitives.isClassOf(label, cuts + 1)
                || !EXTENDED.contains(prediction)
                || !FINITE.containsAll(thresholds)
                || !isIncreasing(thresholds)) {
            return Double.NaN;
        }
        int index = (int) label;
        // sigmoid(a) − sigmoid(b) = sigmoid(a)·sigmoid(−b)·(1 − exp(b − a)): no difference of near equals.
        double above = index == cuts ? 0 : Primitives.softplus(prediction - thresholds.at(index));
        double below = index == 0 ? 0 : Primitives.softplus(thresholds.at(index - 1) - prediction);
        boolean inner = index > 0 && index < cuts;
        double narrow = inner ? logOneMinusExp(thresholds.at(index) - thresholds.at(index - 1)) : 0;
        return above + below - narrow;
    }

    /** log(1 − exp(−width)) for a positive width. */
    private static double logOneMinusExp(double width) {
        return width > 0.7 ? StrictMath.log1p(-StrictMath.exp(-width)) : StrictMath.log(-StrictMath.expm1(-width));
    }

    private static boolean isIncreasing(Doubles thresholds) {
        for (int k = 1; k < thresholds.size(); k++) {
            if (!(thresholds.at(k - 1) < thresholds.at(k))) {
                return false;
            }
        }
        return true;
    }
}
