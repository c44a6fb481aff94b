package io.assay.cost;

/**
 * One bin of a reliability curve.
 *
 * @param from the lowest probability of the bin
 * @param to the highest; only the last bin has it
 * @param rows rows in it
 * @param weight their weight, above 0
 * @param effectiveRows Kish's effective number of rows, (Σw)²/Σw²
 * @param predicted their mean probability
 * @param observed the share of weight whose label is 1
 */
public record ReliabilityBin(
        double from, double to, long rows, double weight, double effectiveRows, double predicted, double observed) {

    /**
     * The two-sided 95 % interval of {@link #observed}: Wilson's, for as many rows as would have this standard error, but
     * for no more than there are. It stays in [0, 1] however few they are.
     *
     * @param standardError that of {@code observed}, with the clusters in it; NaN or 0 where it tells nothing
     */
    public Interval interval(double standardError) {
        double variance = observed * (1 - observed);
        boolean known = standardError > 0 && variance > 0;
        double worth = known ? Math.min(effectiveRows, variance / (standardError * standardError)) : effectiveRows;
        return Wilson.interval(observed * worth, worth, StudentT.normalUpperPoint(0.025));
    }

    /** How much more often it came true than was said. */
    public double gap() {
        return observed - predicted;
    }
}
