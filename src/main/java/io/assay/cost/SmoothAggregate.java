package io.assay.cost;

/** An aggregate that is a smooth function of the mean ΣA/ΣW. */
non-sealed interface SmoothAggregate extends Aggregate {

    /** The cost at a mean for which it is defined. */
    Dyadic at(Dyadic mean, long units);

    /** The derivative of the cost by the mean. */
    Dyadic slope(Dyadic mean, long units);

    /** Whether there is a cost at this mean. */
    default boolean isDefined(Dyadic mean) {
        return true;
    }

    /** Whether the mean is taken over units, that is with W = 1. */
    default boolean countsUnits() {
        return false;
    }

    @Override
    default boolean isSmooth() {
        return true;
    }

    @Override
    default boolean isMean() {
        return false;
    }

    @Override
    default double probability() {
        return Double.NaN;
    }

    @Override
    default double value(CostTally tally) {
        Side side = new Side(this, tally.moments(), CostTally.NUMERATOR, CostTally.DENOMINATOR);
        return side.isDefined() ? side.value().value() : Double.NaN;
    }

    @Override
    default double standardError(CostTally tally) {
        Side side = new Side(this, tally.moments(), CostTally.NUMERATOR, CostTally.DENOMINATOR);
        return side.isDefined() ? side.standardError() : Double.NaN;
    }

    @Override
    default PairEstimate estimate(PairTally tally) {
        return new PairedSides(this, tally).estimate();
    }
}
