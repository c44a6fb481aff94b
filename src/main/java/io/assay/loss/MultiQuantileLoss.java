package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.OPEN_UNIT;

/** The mean {@link PinballLoss} of several predicted quantiles of one label. */
public final class MultiQuantileLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("multi_quantile_loss", Family.QUANTILE)
            .summary("The mean pinball loss of several predicted quantiles of one label.")
            .formula("mean_k max(tau_k · (y − q_k), (tau_k − 1) · (y − q_k))")
            .label(FINITE)
            .prediction(FINITE)
            .required("tau", OPEN_UNIT)
            .relation(Relation.sameLength("prediction", "tau"))
            .relation(Relation.notEmpty("prediction"))
            .convexity(Convexity.CONVEX)
            .outliers("Every error counts in proportion to its distance, so no single row takes the mean over.")
            .choose("A forecast is given as several quantiles.")
            .peers("GluonTS has twice this, divided by the sum of the labels' sizes: see weighted_quantile_loss.")
            .reference("The mean of scikit-learn's mean_pinball_loss over the quantiles")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, Doubles tau) {
        return of(label, prediction, tau);
    }

    /** The mean over the quantiles; NaN outside of the domain. */
    static double of(double label, Doubles prediction, Doubles tau) {
        int size = prediction.size();
        if (!FINITE.contains(label)
                || !FINITE.containsAll(prediction)
                || !OPEN_UNIT.containsAll(tau)
                || size == 0
                || size != tau.size()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < size; k++) {
            sum += PinballLoss.of(label, prediction.at(k), tau.at(k));
        }
        return sum / size;
    }
}
