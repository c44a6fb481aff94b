package io.assay.cost;

/**
 * A quantile of the losses. A tally does not keep their order, so the value comes from the sorted losses, but for the
 * largest of them, which is the 1-quantile.
 */
record QuantileAggregate(String name, double probability) implements Aggregate {

    static QuantileAggregate of(String name, double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "Invalid aggregate: " + name + " (quantile needs a number between 0 and 1)");
        }
        return new QuantileAggregate("quantile(" + probability + ")", probability);
    }

    @Override
    public boolean isSmooth() {
        return false;
    }

    @Override
    public boolean isMean() {
        return false;
    }

    @Override
    public double value(CostTally tally) {
        return probability == 1 ? tally.maximum() : Double.NaN;
    }

    @Override
    public double standardError(CostTally tally) {
        return Double.NaN;
    }

    @Override
    public PairEstimate estimate(PairTally tally) {
        return PairEstimate.unknown();
    }
}
