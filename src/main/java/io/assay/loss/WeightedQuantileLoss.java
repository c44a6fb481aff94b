package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.OPEN_UNIT;

/** The {@link MultiQuantileLoss} as a share of the labels: Σ loss / Σ|y|. One row gives its parts of both sums. */
public final class WeightedQuantileLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("weighted_quantile_loss", Family.QUANTILE)
            .summary(
                    "The mean pinball loss of several quantiles as a share of the labels, Σ loss / Σ|y|; a ratio of sums.")
            .formula("mean_k max(tau_k · (y − q_k), (tau_k − 1) · (y − q_k)) over |y|")
            .label(FINITE)
            .prediction(FINITE)
            .required("tau", OPEN_UNIT)
            .relation(Relation.sameLength("prediction", "tau"))
            .relation(Relation.notEmpty("prediction"))
            .convexity(Convexity.CONVEX)
            .aggregate("ratio")
            .shorthand("wql", "ratio")
            .outliers("Rows count by the size of their labels, so small labels do no harm and large ones decide.")
            .choose("Quantile forecasts of series of different sizes are put together.")
            .peers("GluonTS mean_wQuantileLoss has twice this.")
            .reference("Closed form; GluonTS up to its factor of 2")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, Doubles tau) {
        return MultiQuantileLoss.of(label, prediction, tau);
    }

    public double denominator(double label, Doubles prediction, Doubles tau) {
        double loss = MultiQuantileLoss.of(label, prediction, tau);
        return Double.isNaN(loss) ? Double.NaN : Math.abs(label);
    }
}
