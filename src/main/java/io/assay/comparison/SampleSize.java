package io.assay.comparison;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** How many units a verdict needs. */
final class SampleSize {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private SampleSize() {}

    /**
     * Units with which a candidate whose true difference is {@code trueDifference} shows with probability {@code power}
     * that it is not worse by {@code margin}: (s(z₁₋α + z₁₋β)/(δ − Δ))². NaN if no number is enough.
     */
    static double nonInferiority(double deviation, double margin, double trueDifference, double alpha, double power) {
        return units(deviation, margin - trueDifference, alpha, 1 - power);
    }

    /** Units with which a truly equal candidate shows with probability {@code power} that it is equal within the margin. */
    static double equivalence(double deviation, double margin, double alpha, double power) {
        return units(deviation, margin, alpha, (1 - power) / 2);
    }

    private static double units(double deviation, double distance, double alpha, double beta) {
        if (!(distance > 0)) {
            return Double.NaN;
        }
        double z = NORMAL.inverseSurvivalProbability(alpha) + NORMAL.inverseSurvivalProbability(beta);
        return Math.pow(deviation * z / distance, 2);
    }
}
