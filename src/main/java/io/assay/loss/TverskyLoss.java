package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * 1 less the Tversky overlap of two masks: {@code alpha} weighs what is predicted wrongly, {@code beta} what is
 * missed; 0 where both are empty.
 */
public final class TverskyLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("tversky_loss", Family.VISION)
            .summary(
                    "1 less the overlap of two masks, with weights for false alarms and for what is missed; 0 where both are empty.")
            .formula("1 − (I + smooth)/(I + alpha·Σ(1−y)p + beta·Σ y(1−p) + smooth), I = Σ y·p")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("alpha", 0.5, NON_NEGATIVE)
            .parameter("beta", 0.5, NON_NEGATIVE)
            .parameter("smooth", 0.0, NON_NEGATIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("At most 1; beta above alpha lets a missed pixel cost more than a false one.")
            .choose("Missing an object and painting too much of it cost differently.")
            .peers("alpha weighs false positives, as in the paper; in Keras it weighs false negatives: swap the two.")
            .reference("Salehi et al. 2017; Keras Tversky with alpha and beta swapped")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double alpha, double beta, double smooth) {
        if (!NON_NEGATIVE.contains(alpha) || !NON_NEGATIVE.contains(beta) || !NON_NEGATIVE.contains(smooth)) {
            return Double.NaN;
        }
        return Math.abs(Masks.of(label, prediction).tversky(alpha, beta, smooth));
    }
}
