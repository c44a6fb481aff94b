package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/**
 * 1 where a prediction interval holds the label, its ends included; its mean is the coverage.
 *
 * <p>Neither more nor less is better: a 90 % interval should cover 90 %. So it has no direction and cannot be gated.
 */
public final class IntervalCoverage implements Loss {

    private static final Definition DEFINITION = Definition.of("interval_coverage", Family.QUANTILE)
            .summary(
                    "1 where a prediction interval holds the label; its mean should be the nominal coverage, neither more nor less.")
            .formula("[l ≤ y ≤ u], prediction = [l, u]")
            .label(FINITE)
            .prediction(FINITE)
            .relation(Bounds.TWO)
            .relation(Bounds.IN_ORDER)
            .range(0, 1)
            .direction(Direction.NONE)
            .shorthand("coverage", "mean")
            .outliers("How far outside a label lies does not matter.")
            .choose("It is to be seen whether intervals hold what they promise, beside interval_score.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction) {
        if (!FINITE.contains(label) || !Bounds.areBounds(prediction)) {
            return Double.NaN;
        }
        return prediction.at(0) <= label && label <= prediction.at(1) ? 1 : 0;
    }
}
