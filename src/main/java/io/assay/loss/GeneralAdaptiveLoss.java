package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.LOGIT;
import static io.assay.loss.Domain.POSITIVE;

/**
 * A family of robust losses by their shape {@code alpha}: 2 is half the square, 1 pseudo-Huber, 0 Cauchy, −2
 * Geman–McClure and −∞ Welsch, each of e/c.
 */
public final class GeneralAdaptiveLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("general_adaptive_loss", Family.ROBUST)
            .summary(
                    "A family of robust losses by their shape alpha: 2 is half the square of e/c, 1 pseudo-Huber, 0 Cauchy,"
                            + " -2 Geman-McClure, -Infinity Welsch.")
            .formula("(b/alpha) · ((1 + (e/c)²/b)^(alpha/2) − 1), b = |alpha − 2|, and its limits at 2, 0 and −∞")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("alpha", 1.0, LOGIT)
            .parameter("c", 1.0, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("The smaller alpha, the less a large error counts; below 0 all large ones cost nearly the same.")
            .choose("How robust the cost should be is itself in question, or is given per row.")
            .peers("It is a function of e/c: at alpha 0, cauchy_loss with c·√2 is this times c².")
            .shorthand("adaptive_loss", "mean")
            .reference("Barron 2019")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double alpha, double c) {
        double size = TuningConstant.size(label, prediction, c);
        if (!LOGIT.contains(alpha)) {
            return Double.NaN;
        }
        double ratio = size / c;
        if (alpha == 2) {
            return ratio * ratio / 2;
        }
        if (alpha == Double.NEGATIVE_INFINITY) {
            return 0 - StrictMath.expm1(-ratio * ratio / 2);
        }
        double b = Math.abs(alpha - 2);
        double logarithm = log1pSquareOver(b, size, c);
        // A power this small is its logarithm.
        if (Math.abs(alpha) < 1e-20) {
            return b / 2 * logarithm;
        }
        double exponent = alpha / 2 * logarithm;
        // A power this large may overflow where b brings the loss back.
        return exponent > 700
                ? StrictMath.exp(exponent + StrictMath.log(b / alpha))
                : b * (StrictMath.expm1(exponent) / alpha);
    }

    /** log(1 + (size/c)²/b), where the square of the ratio, or even the ratio, overflows too. */
    private static double log1pSquareOver(double b, double size, double c) {
        double ratio = size / c / Math.sqrt(b);
        return ratio < 1e8
                ? StrictMath.log1p(ratio * ratio)
                : 2 * (StrictMath.log(size) - StrictMath.log(c)) - StrictMath.log(b);
    }
}
