package io.assay.cost;

import java.math.BigDecimal;

/** ΣA/ΣW: a weighted mean, or a ratio where the denominators are not only weights. */
record MeanAggregate(String name) implements SmoothAggregate {

    @Override
    public boolean isMean() {
        return true;
    }

    @Override
    public BigDecimal at(BigDecimal mean, long units) {
        return mean;
    }

    @Override
    public BigDecimal slope(BigDecimal mean, long units) {
        return BigDecimal.ONE;
    }
}
