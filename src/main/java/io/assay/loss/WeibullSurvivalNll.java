package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.POSITIVE;

import java.util.List;

/** How surprising a time to an event, or a time without one, is under a Weibull distribution. */
public final class WeibullSurvivalNll implements Loss {

    private static final Definition DEFINITION = Definition.of("weibull_survival_nll", Family.SURVIVAL)
            .label("time", POSITIVE)
            .label("event", BINARY)
            .prediction(POSITIVE)
            .summary("How surprising a time to an event, or a time without one, is under a Weibull distribution.")
            .formula("(t/s)^k − event·(log k − log s + (k−1)·log(t/s)); the prediction is [shape k, scale s]")
            .relation(new Relation(
                    "not_shape_and_scale",
                    "prediction must be an array of shape and scale",
                    List.of("prediction"),
                    values -> Relation.array(values, 0).size() == 2))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .outliers("A time longer than expected costs its power of shape.")
            .choose("Rates rise (shape above 1) or fall with time.")
            .reference("scipy weibull_min logpdf and logsf")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double time, double event, Doubles prediction) {
        if (!POSITIVE.contains(time)
                || !BINARY.contains(event)
                || prediction.size() != 2
                || !POSITIVE.containsAll(prediction)) {
            return Double.NaN;
        }
        double shape = prediction.at(0);
        double logScale = StrictMath.log(prediction.at(1));
        double logRatio = StrictMath.log(time) - logScale;
        double hazard = StrictMath.exp(shape * logRatio);
        return event == 1 ? hazard - (StrictMath.log(shape) - logScale + (shape - 1) * logRatio) : hazard;
    }
}
