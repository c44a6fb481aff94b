package io.assay.comparison;

import io.assay.cost.Interval;

/** What a reliable interval of harm says. The first row that fits decides. */
final class DecisionTable {

    private DecisionTable() {}

    /**
     * @param harm one-sided bounds of the harm, each at 1 − α
     * @param margin the largest tolerable harm, 0 or more
     */
    static Finding finding(Interval harm, double margin) {
        double lower = harm.lower();
        double upper = harm.upper();
        if (lower > margin) {
            return Finding.WORSE_MATERIAL;
        }
        if (lower > 0) {
            return upper < margin ? Finding.WORSE_NEGLIGIBLE : Finding.WORSE_SIZE_UNKNOWN;
        }
        if (upper < -margin) {
            return Finding.BETTER_MATERIAL;
        }
        if (upper < 0) {
            return lower > -margin ? Finding.BETTER_NEGLIGIBLE : Finding.BETTER;
        }
        if (upper < margin) {
            return lower > -margin ? Finding.EQUIVALENT : Finding.NON_INFERIOR;
        }
        return Finding.INCONCLUSIVE;
    }
}
