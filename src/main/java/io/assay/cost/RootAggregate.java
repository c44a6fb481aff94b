package io.assay.cost;

/** √(ΣA/ΣW), such as an RMSE from squared errors. */
record RootAggregate() implements SmoothAggregate {

    @Override
    public String name() {
        return "root";
    }

    @Override
    public boolean isDefined(Dyadic mean) {
        return mean.signum() >= 0;
    }

    @Override
    public Dyadic at(Dyadic mean, long units) {
        return mean.root();
    }

    @Override
    public Dyadic slope(Dyadic mean, long units) {
        return Dyadic.ONE.over(mean.root().times(2));
    }
}
