package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.OPEN_UNIT;

/** The loss of a central prediction interval: its width and, when the label is outside, a penalty by the distance. */
public final class IntervalScore implements Loss {

    private static final Definition DEFINITION = Definition.of("interval_score", Family.QUANTILE)
            .summary(
                    "The loss of a central prediction interval: its width, and a penalty for labels outside by their distance.")
            .formula("(u − l) + 2/alpha · max(0, l − y) + 2/alpha · max(0, y − u), prediction = [l, u]")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("alpha", 0.1, OPEN_UNIT)
            .relation(Bounds.TWO)
            .relation(Bounds.IN_ORDER)
            .convexity(Convexity.CONVEX)
            .shorthand("winkler_score", "mean")
            .outliers("A label outside counts in proportion to its distance, 2/alpha for each unit.")
            .choose("A forecast is given as one central interval and both width and coverage matter.")
            .reference("Gneiting and Raftery 2007; 2/alpha · (pinball(alpha/2) + pinball(1 − alpha/2)) of scikit-learn")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double alpha) {
        if (!FINITE.contains(label) || !Bounds.areBounds(prediction) || !OPEN_UNIT.contains(alpha)) {
            return Double.NaN;
        }
        double lower = prediction.at(0);
        double upper = prediction.at(1);
        double outside = Math.max(0, Math.max(lower - label, label - upper));
        return (upper - lower) + 2 * outside / alpha;
    }
}
