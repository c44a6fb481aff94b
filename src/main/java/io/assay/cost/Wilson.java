package io.assay.cost;

/** Wilson's interval (1927) for a proportion. It never leaves [0, 1] and holds for few rows and rare errors. */
public final class Wilson {

    private Wilson() {}

    /**
     * The interval at a number of standard errors.
     *
     * @param successes between 0 and {@code trials}
     * @param trials above 0
     * @param z the normal point, such as 1.96 for two-sided 95 %
     */
    public static Interval interval(double successes, double trials, double z) {
        double proportion = successes / trials;
        double share = z * z / trials;
        double center = (proportion + share / 2) / (1 + share);
        double half = z / (1 + share) * Math.sqrt(proportion * (1 - proportion) / trials + share / (4 * trials));
        // At the ends the algebra gives exactly 0 and 1, the arithmetic nearly so.
        return new Interval(
                successes == 0 ? 0 : Math.max(0, center - half), successes == trials ? 1 : Math.min(1, center + half));
    }
}
