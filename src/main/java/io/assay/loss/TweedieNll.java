package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;

import java.util.List;

/** The part of the surprise at a label under a predicted Tweedie mean that the mean changes. */
public final class TweedieNll implements Loss {

    private static final Definition DEFINITION = Definition.of("tweedie_nll", Family.COUNT)
            .summary(
                    "How surprising a label is under a Tweedie mean, without what the mean does not change; for rho between 1 and 2.")
            .formula("−y·p^(1−rho)/(1−rho) + p^(2−rho)/(2−rho)")
            .label(NON_NEGATIVE)
            .prediction(POSITIVE)
            .parameter("rho", 1.5, FINITE)
            .relation(new Relation(
                    "rho_not_between_one_and_two",
                    "rho must be > 1 and < 2",
                    List.of("rho"),
                    values -> isBetween(Relation.number(values, 0))))
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("The larger rho, the less a large error on a large label counts.")
            .choose("Costs are to be compared with the objective of a boosting library for amounts with exact zeros.")
            .peers("tweedie_deviance is 0 for a perfect prediction; this is not, and ranks models the same.")
            .reference("XGBoost tweedie-nloglik, LightGBM tweedie")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double rho) {
        if (!NON_NEGATIVE.contains(label) || !POSITIVE.contains(prediction) || !isBetween(rho)) {
            return Double.NaN;
        }
        double first = label == 0 ? 0 : label * (StrictMath.pow(prediction, 1 - rho) / (rho - 1));
        return first + StrictMath.pow(prediction, 2 - rho) / (2 - rho);
    }

    private static boolean isBetween(double rho) {
        return rho > 1 && rho < 2;
    }
}
