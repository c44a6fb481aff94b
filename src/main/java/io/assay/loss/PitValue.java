package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The predicted probability of a label or less: over many rows uniform on [0, 1] where forecasts are calibrated.
 *
 * Neither more nor less is better, so it has no direction and cannot be gated.
 */
public final class PitValue implements Loss {

    private static final Definition DEFINITION = Definition.of("pit_value", Family.QUANTILE)
            .summary(
                    "The predicted distribution function at the label; over many rows uniform where forecasts are calibrated.")
            .formula("F(y), prediction = F at the label")
            .label(FINITE)
            .prediction(PROBABILITY)
            .range(0, 1)
            .direction(Direction.NONE)
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("A label that a forecast held for impossible gives 0 or 1, however far out.")
            .choose(
                    "Calibration is to be seen: a mean of 1/2, and quantiles and a histogram of a uniform distribution.")
            .reference("Probability integral transform; Dawid 1984")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        return FINITE.contains(label) ? Primitives.probability(prediction) : Double.NaN;
    }
}
