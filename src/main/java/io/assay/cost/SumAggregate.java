package io.assay.cost;

/** ΣA, read as G times the mean A of a unit; so SE² = G/(G−1) · Σ(A − Ā)², the number of units being given. */
record SumAggregate() implements SmoothAggregate {

    @Override
    public String name() {
        return "sum";
    }

    @Override
    public boolean countsUnits() {
        return true;
    }

    @Override
    public Dyadic at(Dyadic mean, long units) {
        return mean.times(units);
    }

    @Override
    public Dyadic slope(Dyadic mean, long units) {
        return Dyadic.of(units);
    }
}
