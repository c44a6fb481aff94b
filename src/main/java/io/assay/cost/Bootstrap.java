package io.assay.cost;

import java.util.Locale;

/**
 * How often, and how, units are drawn anew to see what varies between them (Poisson bootstrap).
 *
 * @param replicates how often all units are drawn, from {@link #FEWEST} to {@link #MOST}
 * @param seed of the draws; the same seed gives the same
 */
public record Bootstrap(int replicates, long seed) {

    /** With fewer a standard error is off by more than a tenth in one of twenty runs. */
    public static final int FEWEST = 200;

    public static final int MOST = 100_000;

    public Bootstrap {
        if (replicates < FEWEST || replicates > MOST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Invalid replicates: %d (must be at least %d and at most %d)",
                    replicates,
                    FEWEST,
                    MOST));
        }
    }

    /** How often a unit is drawn in each replicate. */
    public PoissonDraws draws(String unit) {
        return new PoissonDraws(unit, seed);
    }

    /** The standard deviation of the replicates of a statistic, with their number less one; NaN of fewer than two. */
    public static double standardError(double... replicates) {
        if (replicates.length < 2) {
            return Double.NaN;
        }
        double sum = 0;
        for (double one : replicates) {
            sum += one - replicates[0];
        }
        double mean = sum / replicates.length;
        double squares = 0;
        for (double one : replicates) {
            double distance = one - replicates[0] - mean;
            squares += distance * distance;
        }
        return Math.sqrt(squares / (replicates.length - 1));
    }
}
