package io.assay.cost;

import java.math.BigDecimal;

/**
 * One version's smooth cost g(R) with R = ΣA/ΣW, and its linearised residual per unit: u = g′(R) · (ΣW·a − ΣA·w)/(ΣW)².
 * Cross products of the bracket are sums of products of exact sums, hence exact.
 */
final class Side {

    private final SmoothAggregate aggregate;
    private final UnitMoments moments;
    private final int numerator;
    private final int denominator;
    private final BigDecimal sumOfNumerators;
    private final BigDecimal sumOfDenominators;
    private final BigDecimal mean;

    Side(SmoothAggregate aggregate, UnitMoments moments, int numerator, int denominator) {
        this.aggregate = aggregate;
        this.moments = moments;
        this.numerator = numerator;
        this.denominator = aggregate.countsUnits() ? UnitMoments.ONE : denominator;
        this.sumOfNumerators = moments.total(numerator);
        this.sumOfDenominators = moments.total(this.denominator);
        this.mean = sumOfDenominators.signum() == 0
                ? BigDecimal.ZERO
                : sumOfNumerators.divide(sumOfDenominators, Exact.CONTEXT);
    }

    boolean isDefined() {
        return sumOfDenominators.signum() != 0 && aggregate.isDefined(mean);
    }

    BigDecimal value() {
        return aggregate.at(mean, moments.units());
    }

    /** g′(R)/(ΣW)², where the residuals are not all 0; a constant has no slope to speak of. */
    BigDecimal scale(BigDecimal squaredResiduals) {
        return squaredResiduals.signum() == 0
                ? BigDecimal.ZERO
                : aggregate.slope(mean, moments.units()).divide(sumOfDenominators.pow(2), Exact.CONTEXT);
    }

    /** Σ (ΣW·a − ΣA·w)(ΣW·a − ΣA·w of the other side). */
    BigDecimal residualProduct(Side other) {
        BigDecimal both = moments.product(numerator, other.numerator);
        BigDecimal left = moments.product(numerator, other.denominator);
        BigDecimal right = moments.product(denominator, other.numerator);
        BigDecimal neither = moments.product(denominator, other.denominator);
        return sumOfDenominators
                .multiply(other.sumOfDenominators)
                .multiply(both)
                .subtract(sumOfDenominators.multiply(other.sumOfNumerators).multiply(left))
                .subtract(sumOfNumerators.multiply(other.sumOfDenominators).multiply(right))
                .add(sumOfNumerators.multiply(other.sumOfNumerators).multiply(neither));
    }

    double standardError() {
        BigDecimal squared = residualProduct(this);
        return standardError(scale(squared).pow(2).multiply(squared), moments.units());
    }

    /** √(G/(G−1) · Σu²); NaN with fewer than two units. */
    static double standardError(BigDecimal squaredResiduals, long units) {
        if (units < 2) {
            return Double.NaN;
        }
        return Exact.squareRoot(squaredResiduals
                .multiply(BigDecimal.valueOf(units))
                .divide(BigDecimal.valueOf(units - 1), Exact.CONTEXT));
    }
}
