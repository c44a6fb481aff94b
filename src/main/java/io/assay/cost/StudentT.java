package io.assay.cost;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution, as intervals and tests need it. */
public final class StudentT {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double ENOUGH = 1e-15;

    private StudentT() {}

    /**
     * The point above which a tail of probability {@code tail} lies.
     *
     * @param tail above 0 and below 1
     * @param degreesOfFreedom above 0, not necessarily whole
     */
    public static double upperPoint(double tail, double degreesOfFreedom) {
        if (tail > 0.5) {
            return -upperPoint(1 - tail, degreesOfFreedom);
        }
        TDistribution t = TDistribution.of(degreesOfFreedom);
        // Below three degrees of freedom the tail is too long for the expansion to start from.
        double point = degreesOfFreedom < 3
                ? t.inverseSurvivalProbability(tail)
                : expansion(NORMAL.inverseSurvivalProbability(tail), degreesOfFreedom);
        for (int i = 0; i < 8; i++) {
            double step = (t.survivalProbability(point) - tail) / t.density(point);
            point += step;
            if (Math.abs(step) <= ENOUGH * Math.abs(point)) {
                break;
            }
        }
        return point;
    }

    /** The point of the normal distribution above which a tail of probability {@code tail} lies. */
    public static double normalUpperPoint(double tail) {
        return NORMAL.inverseSurvivalProbability(tail);
    }

    /** The probability of a normal value at or above {@code z}. */
    public static double normalUpperTail(double z) {
        return NORMAL.survivalProbability(z);
    }

    /** The probability of a value at or above {@code statistic}. */
    public static double upperTail(double statistic, double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).survivalProbability(statistic);
    }

    /** The probability of a value at least as far from 0 as {@code statistic}. */
    public static double bothTails(double statistic, double degreesOfFreedom) {
        return Math.min(1, 2 * upperTail(Math.abs(statistic), degreesOfFreedom));
    }

    /** Abramowitz and Stegun 26.7.5, the first two terms: good enough to start Newton's method from. */
    private static double expansion(double z, double degreesOfFreedom) {
        double first = (z * z * z + z) / 4;
        double second = (5 * Math.pow(z, 5) + 16 * z * z * z + 3 * z) / 96;
        return z + first / degreesOfFreedom + second / (degreesOfFreedom * degreesOfFreedom);
    }
}
