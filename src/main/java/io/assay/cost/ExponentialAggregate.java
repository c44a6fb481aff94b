package io.assay.cost;

import java.math.BigDecimal;

/** exp(ΣA/ΣW), such as a perplexity from negative log-likelihoods. */
record ExponentialAggregate() implements SmoothAggregate {

    /** Beyond it the exponential leaves the range of doubles. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(709);

    @Override
    public String name() {
        return "exponential";
    }

    @Override
    public boolean isDefined(BigDecimal mean) {
        return mean.compareTo(LARGEST) <= 0;
    }

    @Override
    public BigDecimal at(BigDecimal mean, long units) {
        return new BigDecimal(StrictMath.exp(mean.doubleValue()));
    }

    @Override
    public BigDecimal slope(BigDecimal mean, long units) {
        return at(mean, units);
    }
}
