package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.OPEN_UNIT;

import java.util.List;

/** The continuous ranked probability score of a distribution that is known by evenly spaced quantiles. */
public final class CrpsQuantile implements Loss {

    private static final double SLACK = 1e-6;

    private static final Definition DEFINITION = Definition.of("crps_quantile", Family.QUANTILE)
            .summary(
                    "The CRPS of a distribution known by evenly spaced quantiles: twice their mean pinball loss, an approximation.")
            .formula("2 · mean_k max(tau_k · (y − q_k), (tau_k − 1) · (y − q_k))")
            .label(FINITE)
            .prediction(FINITE)
            .required("tau", OPEN_UNIT)
            .relation(Relation.sameLength("prediction", "tau"))
            .relation(Relation.notEmpty("prediction"))
            .relation(new Relation(
                    "tau_not_evenly_spaced",
                    "tau must rise in steps of one size, within 1e-6",
                    List.of("tau"),
                    values -> isEvenlySpaced(Relation.array(values, 0))))
            .convexity(Convexity.CONVEX)
            .outliers("Every error counts in proportion to its distance, so no single row takes the mean over.")
            .choose("A forecast is given as many quantiles, and its cost should be comparable with the CRPS of others.")
            .reference("Closed form; approaches the CRPS as the quantiles grow in number")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, Doubles tau) {
        return isEvenlySpaced(tau) ? 2 * MultiQuantileLoss.of(label, prediction, tau) : Double.NaN;
    }

    private static boolean isEvenlySpaced(Doubles tau) {
        int last = tau.size() - 1;
        if (last < 1) {
            return true;
        }
        double step = (tau.at(last) - tau.at(0)) / last;
        for (int k = 1; k <= last; k++) {
            if (!(Math.abs(tau.at(k) - tau.at(k - 1) - step) <= SLACK)) {
                return false;
            }
        }
        return step > 0;
    }
}
