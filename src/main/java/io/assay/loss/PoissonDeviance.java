package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;

/** The deviance of a predicted Poisson mean from a count. */
public final class PoissonDeviance implements Loss {

    private static final Definition DEFINITION = Definition.of("poisson_deviance", Family.COUNT)
            .summary("The deviance of a predicted Poisson mean from a count.")
            .formula("2·(y·log(y/p) − y + p)")
            .label(NON_NEGATIVE)
            .prediction(POSITIVE)
            .zeroAtEquality()
            .convexity(Convexity.CONVEX)
            .smooth()
            .shorthand("mean_poisson_deviance", "mean")
            .outliers("A label far above its prediction counts a little more than in proportion.")
            .choose("Labels are counts, or rates whose variance grows as their mean.")
            .reference("scikit-learn mean_poisson_deviance")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!NON_NEGATIVE.contains(label) || !POSITIVE.contains(prediction)) {
            return Double.NaN;
        }
        return of(label, prediction);
    }

    /** The deviance for arguments in their domains. */
    static double of(double label, double mean) {
        double excess = (mean - label) / label;
        if (Math.abs(excess) < 0.5) {
            return 0 - 2 * label * Primitives.log1pMinus(excess);
        }
        double logarithm = label == 0 ? 0 : label * (StrictMath.log(label) - StrictMath.log(mean));
        return Math.max(0, 2 * (logarithm - label + mean));
    }
}
