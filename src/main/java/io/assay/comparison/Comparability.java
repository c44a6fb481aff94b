package io.assay.comparison;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether two versions have seen the same rows, in counts: how many of their examples the other has too, in how many of those
 * the labels differ, and how many of their rows have a label. Nothing here depends on what the versions predict.
 *
 * @param sharedIds examples with a row of both
 * @param differingLabels those of them whose two rows were given different labels
 */
public record Comparability(Side baseline, Side candidate, long sharedIds, long differingLabels) {

    /** How improbable it must be that two rates differ by chance alone, to be told of. */
    private static final double BEYOND_CHANCE = 0.001;

    /** And how far apart they must be: of many rows any difference is beyond chance. */
    private static final double LEAST_GAP = 0.001;

    /**
     * What one version has.
     *
     * @param ids examples with a row of it
     * @param rows its rows read that stand for an example
     * @param labelled those of them with a label
     */
    public record Side(String version, long ids, long rows, long labelled) {

        /** The share of its rows with a label, from 0 to 1; NaN without rows. */
        public double labelRate() {
            return (double) labelled / rows;
        }
    }

    /** Whether the versions share examples at all. */
    public boolean isPaired() {
        return sharedIds > 0;
    }

    /** The share of a side's examples that the other has too, from 0 to 1; NaN without examples. */
    public double matchRate(Side side) {
        return (double) sharedIds / side.ids();
    }

    /** Whether more examples are missing on one side than on the other, beyond chance and by more than 0.1 %. */
    public boolean matchRatesDiffer() {
        return isPaired()
                && Math.abs(matchRate(candidate) - matchRate(baseline)) > LEAST_GAP
                && matchPValue() < BEYOND_CHANCE;
    }

    /** Two-sided p-value of the hypothesis that an example is as often without a row of one version as of the other (McNemar). */
    public double matchPValue() {
        return McNemar.pValue(candidate.ids() - sharedIds, baseline.ids() - sharedIds);
    }

    /** Whether rows of one side have a label more often than those of the other, beyond chance and by more than 0.1 %. */
    public boolean labelRatesDiffer() {
        return labelGap() > LEAST_GAP && labelPValue() < BEYOND_CHANCE;
    }

    /** How far apart the shares of rows with a label are. */
    public double labelGap() {
        return Math.abs(candidate.labelRate() - baseline.labelRate());
    }

    /**
     * Two-sided p-value of the hypothesis that rows of both versions have a label equally often: χ² of the table of two by two.
     * Rows count as independent. Those of one example mostly have a label together or not at all, so that it is rather too
     * large; rows of one cluster make it too small. 1 where all rows, or none, have a label.
     */
    public double labelPValue() {
        double rows = (double) baseline.rows() + candidate.rows();
        double labelled = (double) baseline.labelled() + candidate.labelled();
        if (baseline.rows() == 0 || candidate.rows() == 0 || labelled == 0 || labelled == rows) {
            return 1;
        }
        double share = labelled / rows;
        double gap = candidate.labelRate() - baseline.labelRate();
        double variance = share * (1 - share) * (1.0 / baseline.rows() + 1.0 / candidate.rows());
        return ChiSquaredDistribution.of(1).survivalProbability(gap * gap / variance);
    }
}
