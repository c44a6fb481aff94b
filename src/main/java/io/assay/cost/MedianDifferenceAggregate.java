package io.assay.cost;

/**
 * The median by counts in buckets, and for versions on the same rows the median of their differences, row by row, which is
 * not the difference of their medians. Nothing is sorted, and tallies merge.
 */
record MedianDifferenceAggregate() implements Aggregate {

    @Override
    public String name() {
        return "median_difference";
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

    /** The median of the rows' losses, unweighted, within {@link LogHistogram#RELATIVE_ERROR}. */
    @Override
    public double value(CostTally tally) {
        return tally.quantile(0.5);
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
