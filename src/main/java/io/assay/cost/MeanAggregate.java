package io.assay.cost;

/**
 * ΣA/ΣW: a weighted mean, or a ratio where the denominators are not only weights.
 *
 * @param countsRows whether W is a count of rows, whatever their weights are
 */
record MeanAggregate(String name, boolean countsRows) implements SmoothAggregate {

    @Override
    public boolean isMean() {
        return true;
    }

    @Override
    public Dyadic at(Dyadic mean, long units) {
        return mean;
    }

    @Override
    public Dyadic slope(Dyadic mean, long units) {
        return Dyadic.ONE;
    }
}
