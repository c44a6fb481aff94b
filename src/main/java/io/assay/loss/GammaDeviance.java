package io.assay.loss;

import static io.assay.loss.Domain.POSITIVE;

/** The deviance of a predicted gamma mean from a positive value. */
public final class GammaDeviance implements Loss {

    private static final Definition DEFINITION = Definition.of("gamma_deviance", Family.COUNT)
            .summary("The deviance of a predicted gamma mean from a positive value; depends on their ratio only.")
            .formula("2·(y/p − 1 − log(y/p))")
            .label(POSITIVE)
            .prediction(POSITIVE)
            .zeroAtEquality()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .shorthand("mean_gamma_deviance", "mean")
            .outliers(
                    "A prediction that is far too small counts in proportion to the ratio, one too large by its logarithm only.")
            .choose("Labels are positive and their spread grows as their mean, as durations and amounts do.")
            .reference("scikit-learn mean_gamma_deviance")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!POSITIVE.contains(label) || !POSITIVE.contains(prediction)) {
            return Double.NaN;
        }
        return of(label, prediction);
    }

    /** The deviance for arguments in their domains. */
    static double of(double label, double mean) {
        double excess = (label - mean) / mean;
        return Math.abs(excess) < 0.5
                ? 0 - 2 * Primitives.log1pMinus(excess)
                : 2 * (excess - (StrictMath.log(label) - StrictMath.log(mean)));
    }
}
