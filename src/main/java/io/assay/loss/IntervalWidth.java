package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The width of a prediction interval; narrow is sharp, and only good where the coverage holds. */
public final class IntervalWidth implements Loss {

    private static final Definition DEFINITION = Definition.of("interval_width", Family.QUANTILE)
            .summary("The width of a prediction interval; narrow is sharp, and only good where the coverage holds.")
            .formula("u − l, prediction = [l, u]")
            .prediction(FINITE)
            .relation(Bounds.TWO)
            .relation(Bounds.IN_ORDER)
            .direction(Direction.NONE)
            .convexity(Convexity.CONVEX)
            .smooth()
            .shorthand("sharpness", "mean")
            .outliers("It does not look at the label; a few wide intervals can decide the mean.")
            .choose("Two models cover alike, and the sharper one is wanted.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles prediction) {
        return Bounds.areBounds(prediction) ? Math.max(0, prediction.at(1) - prediction.at(0)) : Double.NaN;
    }
}
