package io.assay.cost;

/**
 * The mean of the middle of the losses by counts in buckets, and for versions on the same rows the mean of the middle of their
 * differences, row by row, which is neither the mean of all differences nor the difference of the two. Nothing is sorted, and
 * tallies merge.
 *
 * @param trim the share left out at either end, above 0 and below 0.5
 */
record TrimmedMeanDifferenceAggregate(String name, double trim) implements Aggregate {

    static final String NAME = "trimmed_mean_difference";

    static TrimmedMeanDifferenceAggregate of(String name, double trim) {
        if (!(trim > 0 && trim < 0.5)) {
            throw new IllegalArgumentException("Invalid aggregate: " + name + " (" + NAME
                    + " needs the share that is left out at either end, above 0 and below 0.5)");
        }
        return new TrimmedMeanDifferenceAggregate(NAME + "(" + trim + ")", trim);
    }

    @Override
    public boolean isSmooth() {
        return false;
    }

    @Override
    public boolean isCompared() {
        return true;
    }

    @Override
    public boolean isOfDifferences() {
        return true;
    }

    @Override
    public boolean isMean() {
        return false;
    }

    /** The mean of the middle of the rows' losses, unweighted, within {@link LogHistogram#RELATIVE_ERROR}. */
    @Override
    public double value(CostTally tally) {
        return tally.trimmedMean(trim);
    }

    @Override
    public double standardError(CostTally tally) {
        return Double.NaN;
    }

    @Override
    public PairEstimate estimate(PairTally tally) {
        return PairEstimate.unknown();
    }

    /** None by which the sorted losses would be asked. */
    @Override
    public double probability() {
        return Double.NaN;
    }
}
