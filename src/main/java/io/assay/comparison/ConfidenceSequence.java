package io.assay.comparison;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Bounds and evidence that hold at all looks at once, however often and whenever one looks: the asymptotic confidence
 * sequence of a normal mixture (Waudby-Smith et al. 2024). The mixture is narrowest about a number of units that must be
 * chosen before the first look, and never again.
 *
 * <p>One-sided bounds are those of a mixture over one side, widened to a closed form: 2Φ(a)·exp(a²/2) ≥ 2·exp(a²/2) − 1
 * for a ≥ 0. So a bound beyond a limit means a p-value below α, but not always the other way about.
 */
final class ConfidenceSequence {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Beyond it the normal distribution function is about to leave the doubles. */
    private static final double FAR = -30;

    private final double alpha;
    private final double bothPerUnit;
    private final double onePerUnit;
    private final double both;
    private final double one;

    /**
     * Before the first unit.
     *
     * @param alpha of each one-sided claim, and of the two-sided one; above 0 and below 0.5
     * @param tuned the units at which it is to be narrowest
     */
    ConfidenceSequence(double alpha, double tuned) {
        this(alpha, tuning(alpha) / tuned, tuning(2 * alpha) / tuned, 0);
    }

    private ConfidenceSequence(double alpha, double bothPerUnit, double onePerUnit, double units) {
        this.alpha = alpha;
        this.bothPerUnit = bothPerUnit;
        this.onePerUnit = onePerUnit;
        this.both = bothPerUnit * units;
        this.one = onePerUnit * units;
    }

    /** The same after so many units. */
    ConfidenceSequence at(double units) {
        return new ConfidenceSequence(alpha, bothPerUnit, onePerUnit, units);
    }

    /** The solution of x = ln(1 + x) + 2·ln(1/α): 8.21 at 0.05. */
    static double tuning(double alpha) {
        double constant = -2 * Math.log(alpha);
        double x = constant + Math.log1p(constant);
        for (int i = 0; i < 100; i++) {
            double step = (x - Math.log1p(x) - constant) * (1 + x) / x;
            x -= step;
            if (Math.abs(step) <= 1e-15 * x) {
                break;
            }
        }
        return x;
    }

    /** How many standard errors a two-sided interval reaches to either side. */
    double reach() {
        return Math.sqrt((1 + 1 / both) * (Math.log1p(both) - 2 * Math.log(alpha)));
    }

    /** How many standard errors a one-sided bound is away. */
    double oneSidedReach() {
        return oneSidedReach(alpha);
    }

    /** The same at another error than that for which it is narrowest. */
    double oneSidedReach(double other) {
        return Math.sqrt(2 * (1 + 1 / one) * Math.log(0.5 + Math.sqrt(1 + one) / (2 * other)));
    }

    /** The logarithm of the e-value against a difference z standard errors away. */
    double logEvidence(double z) {
        return z * z * both / (2 * (1 + both)) - Math.log1p(both) / 2;
    }

    /** The logarithm of the e-value against a difference at least z standard errors below. */
    double logEvidenceAbove(double z) {
        double a = z * Math.sqrt(one / (1 + one));
        return Math.log(2) + logOfNormal(a) + a * a / 2 - Math.log1p(one) / 2;
    }

    private static double logOfNormal(double a) {
        return a > FAR
                ? Math.log(NORMAL.cumulativeProbability(a))
                : -a * a / 2 - Math.log(-a * Math.sqrt(2 * Math.PI)) + Math.log1p(-1 / (a * a));
    }

    /** What an e-value is as a p-value. */
    static double pValue(double logEvidence) {
        return Math.min(1, Math.exp(-logEvidence));
    }
}
