package io.assay.cost;

/**
 * One version's smooth cost g(R) with R = ΣA/ΣW, and its linearised residual per unit: u = g′(R) · (ΣW·a − ΣA·w)/(ΣW)².
 * Cross products of the bracket are sums of products of exact sums, hence exact.
 */
final class Side {

    private final SmoothAggregate aggregate;
    private final UnitMoments moments;
    private final int numerator;
    private final int denominator;
    private final Dyadic sumOfNumerators;
    private final Dyadic sumOfDenominators;
    private final Dyadic mean;

    Side(SmoothAggregate aggregate, UnitMoments moments, int numerator, int denominator) {
        this.aggregate = aggregate;
        this.moments = moments;
        this.numerator = numerator;
        this.denominator = aggregate.countsUnits() ? UnitMoments.ONE : denominator;
        this.sumOfNumerators = moments.total(numerator);
        this.sumOfDenominators = moments.total(this.denominator);
        this.mean = sumOfDenominators.signum() == 0 ? Dyadic.ZERO : sumOfNumerators.over(sumOfDenominators);
    }

    boolean isDefined() {
        return sumOfDenominators.signum() != 0 && aggregate.isDefined(mean);
    }

    Dyadic value() {
        return aggregate.at(mean, moments.units());
    }

    /** g′(R)/(ΣW)², where the residuals are not all 0; a constant has no slope to speak of. */
    Dyadic scale(Dyadic squaredResiduals) {
        return squaredResiduals.signum() == 0
                ? Dyadic.ZERO
                : aggregate.slope(mean, moments.units()).over(sumOfDenominators.squared());
    }

    /** Σ (ΣW·a − ΣA·w)(ΣW·a − ΣA·w of the other side). */
    Dyadic residualProduct(Side other) {
        Dyadic both = moments.product(numerator, other.numerator);
        Dyadic left = moments.product(numerator, other.denominator);
        Dyadic right = moments.product(denominator, other.numerator);
        Dyadic neither = moments.product(denominator, other.denominator);
        return sumOfDenominators
                .times(other.sumOfDenominators)
                .times(both)
                .minus(sumOfDenominators.times(other.sumOfNumerators).times(left))
                .minus(sumOfNumerators.times(other.sumOfDenominators).times(right))
                .plus(sumOfNumerators.times(other.sumOfNumerators).times(neither));
    }

    double standardError() {
        Dyadic squared = residualProduct(this);
        return standardError(scale(squared).squared().times(squared), moments.units());
    }

    /** √(G/(G−1) · Σu²); NaN with fewer than two units. */
    static double standardError(Dyadic squaredResiduals, long units) {
        if (units < 2) {
            return Double.NaN;
        }
        return squaredResiduals.signum() <= 0
                ? 0.0
                : squaredResiduals.times(units).over(Dyadic.of(units - 1)).rootValue();
    }
}
