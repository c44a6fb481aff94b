package io.assay.loss;

import static io.assay.loss.Domain.POSITIVE;
import static io.assay.loss.Domain.WHOLE;

/** The deviance of a predicted negative binomial mean from a count. */
public final class NegativeBinomialDeviance implements Loss {

    private static final Definition DEFINITION = Definition.of("negative_binomial_deviance", Family.COUNT)
            .summary(
                    "The deviance of a negative binomial mean from a count; alpha is how far its variance exceeds Poisson's.")
            .formula("2·(y·log(y/p) − (y + 1/alpha)·log((1 + alpha·y)/(1 + alpha·p)))")
            .label(WHOLE)
            .prediction(POSITIVE)
            .required("alpha", POSITIVE)
            .zeroAtEquality()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("The larger alpha, the less a count far above its mean counts.")
            .choose("Labels are counts whose variance exceeds their mean, and a perfect prediction should cost 0.")
            .reference("statsmodels families.NegativeBinomial")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double alpha) {
        if (!WHOLE.contains(label) || !POSITIVE.contains(prediction) || !POSITIVE.contains(alpha)) {
            return Double.NaN;
        }
        return of(label, prediction, alpha);
    }

    /**
     * The deviance for arguments in their domains, as that of the count from y + r trials in two parts, none negative:
     * what happened y times and what happened r = 1/alpha times.
     */
    static double of(double label, double mean, double alpha) {
        double scaled = alpha * mean;
        if (label == 0) {
            return 2 * (scaled < 1e-10 ? mean * (1 - scaled / 2) : StrictMath.log1p(scaled) / alpha);
        }
        double fraction = (mean - label) / (1 + scaled);
        double logarithm = StrictMath.log1p(scaled) - StrictMath.log1p(alpha * label);
        double counted = label * part(fraction / label, StrictMath.log(mean) - StrictMath.log(label) - logarithm);
        double remaining = part(-alpha * fraction, -logarithm) / alpha;
        return 2 * (counted + remaining);
    }

    /** x − log(1 + x), given both, in the form that keeps its digits. */
    private static double part(double x, double logarithm) {
        return Math.abs(x) < 0.5 ? 0 - Primitives.log1pMinus(x) : Math.max(0, x - logarithm);
    }
}
