package io.assay.comparison;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** McNemar's test (1947): whether two versions err equally often, from the rows on which only one of them does. */
final class McNemar {

    /** Above this many discordant rows the exact tail and that of χ² are the same to a reader. */
    private static final long LARGEST_EXACT = 1000;

    private McNemar() {}

    /** The test for so many rows. */
    static String name(long candidateOnly, long baselineOnly) {
        return candidateOnly + baselineOnly <= LARGEST_EXACT ? "McNemar's exact test" : "McNemar's chi-squared test";
    }

    /** Two-sided; 1 if there is no discordant row. */
    static double pValue(long candidateOnly, long baselineOnly) {
        long discordant = candidateOnly + baselineOnly;
        if (discordant == 0) {
            return 1;
        }
        if (discordant <= LARGEST_EXACT) {
            int fewer = (int) Math.min(candidateOnly, baselineOnly);
            return Math.min(
                    1, 2 * BinomialDistribution.of((int) discordant, 0.5).cumulativeProbability(fewer));
        }
        double gap = candidateOnly - baselineOnly;
        return ChiSquaredDistribution.of(1).survivalProbability(gap * gap / discordant);
    }
}
