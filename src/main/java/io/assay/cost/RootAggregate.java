package io.assay.cost;

import java.math.BigDecimal;

/** √(ΣA/ΣW), such as an RMSE from squared errors. */
record RootAggregate() implements SmoothAggregate {

    @Override
    public String name() {
        return "root";
    }

    @Override
    public boolean isDefined(BigDecimal mean) {
        return mean.signum() >= 0;
    }

    @Override
    public BigDecimal at(BigDecimal mean, long units) {
        return mean.sqrt(Exact.CONTEXT);
    }

    @Override
    public BigDecimal slope(BigDecimal mean, long units) {
        return BigDecimal.ONE.divide(mean.sqrt(Exact.CONTEXT).multiply(BigDecimal.valueOf(2)), Exact.CONTEXT);
    }
}
