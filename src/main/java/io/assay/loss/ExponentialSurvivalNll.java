package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;

/** How surprising a time to an event, or a time without one, is at a constant rate. */
public final class ExponentialSurvivalNll implements Loss {

    private static final Definition DEFINITION = Definition.of("exponential_survival_nll", Family.SURVIVAL)
            .label("time", NON_NEGATIVE)
            .label("event", BINARY)
            .prediction(POSITIVE)
            .summary("How surprising a time to an event, or a time without one, is at a constant predicted rate.")
            .formula("rate·time − event·log rate; event is 0 where the time is censored")
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in a time that is longer than expected.")
            .choose("Events come at a constant rate, or that is the simplest model to compare with.")
            .reference("scipy expon logpdf and logsf")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double time, double event, double prediction) {
        if (!NON_NEGATIVE.contains(time) || !BINARY.contains(event) || !POSITIVE.contains(prediction)) {
            return Double.NaN;
        }
        return prediction * Math.abs(time) - (event == 1 ? StrictMath.log(prediction) : 0);
    }
}
