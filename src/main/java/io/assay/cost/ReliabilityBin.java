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

    /** How much more often it came true than was said. */
    public double gap() {
        return observed - predicted;
    }
}
