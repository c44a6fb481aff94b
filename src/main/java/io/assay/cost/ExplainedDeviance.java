package io.assay.cost;

import io.assay.cost.MetricBasis.Deviance;
import java.util.function.Function;

/** Metrics that tell how much of the labels' deviance from their mean the predictions explain. */
final class ExplainedDeviance {

    private static final double ROUNDING = 1e-14;

    private ExplainedDeviance() {}

    /**
     * 1 − D/D₀, the share of the deviance explained: D of the predictions from Tweedie's deviance of {@code power}, D₀ of
     * the mean label.
     */
    static SmoothMetric tweedie(double power) {
        return explained(t -> {
            Dual weight = at(t, Deviance.WEIGHT);
            Dual total = at(t, Deviance.LABEL);
            Dual term = at(t, Deviance.TERM);
            Dual mean = total.over(weight);
            if (power == 0) {
                return beyondRounding(term, total.times(mean));
            }
            if (power == 1) {
                return beyondRounding(term, total.times(mean.log())).times(2);
            }
            if (power == 2) {
                return beyondRounding(weight.times(mean.log()), term).times(2);
            }
            Dual constant = weight.times(mean.power(2 - power));
            return beyondRounding(term, constant).times(2 / ((1 - power) * (2 - power)));
        });
    }

    /** The same of the log loss, D₀ being that of the share of positives. */
    static SmoothMetric logLoss() {
        return explained(t -> {
            Dual weight = at(t, Deviance.WEIGHT);
            Dual positives = at(t, Deviance.LABEL);
            Dual negatives = weight.minus(positives);
            return positives
                    .times(positives.over(weight).log())
                    .plus(negatives.times(negatives.over(weight).log()))
                    .times(-1);
        });
    }

    private static SmoothMetric explained(Function<Dual[], Dual> ofTheMean) {
        return SmoothMetric.of(MetricBasis.DEVIANCES, t -> at(t, Deviance.WEIGHT)
                .over(at(t, Deviance.WEIGHT))
                .minus(at(t, Deviance.DEVIANCE).over(ofTheMean.apply(t))));
    }

    /** The difference of two rounded numbers; 0 where it is no more than their rounding. */
    private static Dual beyondRounding(Dual one, Dual other) {
        Dual difference = one.minus(other);
        boolean nothing = difference.isDefined()
                && Math.abs(difference.value().value())
                        <= ROUNDING * Math.abs(one.value().value());
        return nothing ? one.minus(one) : difference;
    }

    private static Dual at(Dual[] totals, Deviance column) {
        return totals[column.ordinal()];
    }
}
