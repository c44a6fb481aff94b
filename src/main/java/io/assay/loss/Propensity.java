package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/**
 * How much a logged decision stands for what a new policy would have met: 0 where it decides otherwise, else one over
 * the probability of the decision.
 */
final class Propensity {

    private Propensity() {}

    /** The weight, at most {@code clip} where that is given; NaN outside of the domain. */
    static double weight(boolean same, double propensity, double clip) {
        if (!(propensity > 0 && propensity <= 1) || !(Double.isNaN(clip) || POSITIVE.contains(clip))) {
            return Double.NaN;
        }
        if (!same) {
            return 0;
        }
        return Double.isNaN(clip) ? 1 / propensity : Math.min(1 / propensity, clip);
    }

    /** A loss times its weight; −0.0 is 0. */
    static double weighted(double loss, double weight) {
        return FINITE.contains(loss) ? loss * weight + 0.0 : Double.NaN;
    }
}
