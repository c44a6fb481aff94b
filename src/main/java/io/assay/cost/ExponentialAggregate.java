package io.assay.cost;

/** exp(ΣA/ΣW), such as a perplexity from negative log-likelihoods. */
record ExponentialAggregate() implements SmoothAggregate {

    /** Beyond it the exponential leaves the range of doubles. */
    private static final double LARGEST = 709;

    @Override
    public String name() {
        return "exponential";
    }

    @Override
    public boolean isDefined(Dyadic mean) {
        return mean.value() <= LARGEST;
    }

    @Override
    public Dyadic at(Dyadic mean, long units) {
        return Dyadic.of(StrictMath.exp(mean.value()));
    }

    @Override
    public Dyadic slope(Dyadic mean, long units) {
        return at(mean, units);
    }
}
