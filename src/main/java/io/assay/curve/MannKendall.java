package io.assay.curve;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The test of Mann (1945) and Kendall for a trend in either direction, with ties and the correction for continuity. It
 * takes points as independent, and is the second opinion beside the slope.
 *
 * @param s rising pairs less falling ones
 * @param variance of {@code s} where there is no trend; 0 where all values are alike
 * @param z the normal statistic; 0 where {@code variance} is
 * @param p of both sides, between 0 and 1
 */
public record MannKendall(long s, double variance, double z, double p) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Of finite values in their order. */
    public static MannKendall of(double[] values) {
        long s = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                s += Double.compare(values[j] + 0.0, values[i] + 0.0);
            }
        }
        double variance = Ties.variance(values);
        double z = variance > 0 ? (s - Long.signum(s)) / Math.sqrt(variance) : 0;
        return new MannKendall(s, variance, z, Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z))));
    }
}
