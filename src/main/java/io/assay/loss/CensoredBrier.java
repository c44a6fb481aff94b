package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The squared error of the predicted probability to survive a horizon, weighted so that those lost from sight are
 * made up for by those that are not.
 */
public final class CensoredBrier implements Loss {

    private static final Definition DEFINITION = Definition.of("censored_brier", Family.SURVIVAL)
            .summary("The squared error of the probability to survive a horizon, censored rows made up for by weights.")
            .formula("S²/G if the event came by horizon; (1 − S)²/G if time > horizon; 0 if lost from sight before")
            .label("time", NON_NEGATIVE)
            .label("event", BINARY)
            .prediction(PROBABILITY)
            .required("horizon", NON_NEGATIVE)
            .required("censoring", POSITIVE)
            .relation(Relation.atMost("censoring", 1))
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A row that few are left to stand for has a large weight: bound censoring from below.")
            .choose("Probabilities to survive a fixed horizon are judged although some rows are lost before it.")
            .peers(
                    "censoring is G, the probability of being still in sight at min(time, horizon); estimate it on all rows first.")
            .reference("Graf et al. 1999; scikit-survival brier_score")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double time, double event, double prediction, double horizon, double censoring) {
        double survival = Primitives.probability(prediction);
        if (!NON_NEGATIVE.contains(time)
                || !BINARY.contains(event)
                || Double.isNaN(survival)
                || !NON_NEGATIVE.contains(horizon)
                || !(censoring > 0 && censoring <= 1)) {
            return Double.NaN;
        }
        if (time > horizon) {
            return (1 - survival) * (1 - survival) / censoring;
        }
        return event == 1 ? survival * survival / censoring : 0;
    }
}
