package io.assay.cost;

import java.math.BigDecimal;

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
    public BigDecimal at(BigDecimal mean, long units) {
        return mean.multiply(BigDecimal.valueOf(units));
    }

    @Override
    public BigDecimal slope(BigDecimal mean, long units) {
        return BigDecimal.valueOf(units);
    }
}
