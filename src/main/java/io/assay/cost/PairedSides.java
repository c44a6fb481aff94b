package io.assay.cost;

import java.math.BigDecimal;

/**
 * The two sides of a pair under one smooth aggregate. Both residuals come from the same units, so the variance of any
 * combination f·u(candidate) − h·u(baseline) is read from three sums.
 */
final class PairedSides {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final PairTally tally;
    private final Side candidate;
    private final Side baseline;
    private final BigDecimal candidateSquares;
    private final BigDecimal products;
    private final BigDecimal baselineSquares;

    PairedSides(SmoothAggregate aggregate, PairTally tally) {
        this.tally = tally;
        candidate =
                new Side(aggregate, tally.moments(), PairTally.CANDIDATE_NUMERATOR, PairTally.CANDIDATE_DENOMINATOR);
        baseline = new Side(aggregate, tally.moments(), PairTally.BASELINE_NUMERATOR, PairTally.BASELINE_DENOMINATOR);
        candidateSquares = candidate.residualProduct(candidate);
        products = candidate.residualProduct(baseline);
        baselineSquares = baseline.residualProduct(baseline);
    }

    PairEstimate estimate() {
        if (!candidate.isDefined() || !baseline.isDefined()) {
            return PairEstimate.unknown();
        }
        BigDecimal candidateValue = candidate.value();
        BigDecimal baselineValue = baseline.value();
        BigDecimal candidateScale = candidate.scale(candidateSquares);
        BigDecimal baselineScale = baseline.scale(baselineSquares);
        BigDecimal residuals = squaredResiduals(candidateScale, baselineScale);
        double relative = Double.NaN;
        double relativeStandardError = Double.NaN;
        if (baselineValue.signum() != 0) {
            BigDecimal ratio = candidateValue.divide(baselineValue, Exact.CONTEXT);
            relative = ratio.subtract(BigDecimal.ONE).doubleValue();
            BigDecimal relativeResiduals =
                    squaredResiduals(candidateScale, ratio.multiply(baselineScale, Exact.CONTEXT));
            relativeStandardError = standardError(relativeResiduals.divide(baselineValue.pow(2), Exact.CONTEXT));
        }
        return new PairEstimate(
                candidateValue.doubleValue(),
                baselineValue.doubleValue(),
                candidateValue.subtract(baselineValue).doubleValue(),
                standardError(residuals),
                standardError(baselineScale.pow(2).multiply(baselineSquares)),
                relative,
                relativeStandardError,
                skewness(),
                largestShare());
    }

    /** Σ (f·u of the candidate − h·u of the baseline)². */
    private BigDecimal squaredResiduals(BigDecimal f, BigDecimal h) {
        return f.pow(2)
                .multiply(candidateSquares)
                .subtract(TWO.multiply(f).multiply(h).multiply(products))
                .add(h.pow(2).multiply(baselineSquares));
    }

    private double standardError(BigDecimal squaredResiduals) {
        return Side.standardError(squaredResiduals, tally.units());
    }

    /** Skewness of D − θW; NaN where it is undefined or the denominators differ. */
    private double skewness() {
        BigDecimal squares = squaredDifferences();
        if (!tally.sharesDenominators() || squares.signum() <= 0) {
            return Double.NaN;
        }
        BigDecimal units = BigDecimal.valueOf(tally.units());
        BigDecimal third = tally.thirdMoments().about(center()).divide(units, Exact.CONTEXT);
        BigDecimal second = squares.divide(units, Exact.CONTEXT);
        BigDecimal cubedDeviation = second.multiply(second.sqrt(Exact.CONTEXT), Exact.CONTEXT);
        return third.divide(cubedDeviation, Exact.CONTEXT).doubleValue();
    }

    /** max (D − θW)² / Σ (D − θW)²; NaN where it is undefined or the denominators differ. */
    private double largestShare() {
        BigDecimal squares = squaredDifferences();
        if (!tally.sharesDenominators() || squares.signum() <= 0) {
            return Double.NaN;
        }
        double largest = tally.extremes().largestResidual(center().doubleValue());
        return new BigDecimal(largest)
                .pow(2)
                .divide(squares, Exact.CONTEXT)
                .min(BigDecimal.ONE)
                .doubleValue();
    }

    /** θ: the mean difference, over weights. */
    private BigDecimal center() {
        UnitMoments moments = tally.moments();
        return moments.total(PairTally.CANDIDATE_NUMERATOR)
                .subtract(moments.total(PairTally.BASELINE_NUMERATOR))
                .divide(moments.total(PairTally.BASELINE_DENOMINATOR), Exact.CONTEXT);
    }

    /** Σ (D − θW)², for shared denominators. */
    private BigDecimal squaredDifferences() {
        UnitMoments moments = tally.moments();
        int c = PairTally.CANDIDATE_NUMERATOR;
        int b = PairTally.BASELINE_NUMERATOR;
        int w = PairTally.BASELINE_DENOMINATOR;
        BigDecimal difference = moments.total(c).subtract(moments.total(b));
        BigDecimal weight = moments.total(w);
        BigDecimal squares = moments.product(c, c)
                .subtract(TWO.multiply(moments.product(c, b)))
                .add(moments.product(b, b));
        BigDecimal mixed = moments.product(c, w).subtract(moments.product(b, w));
        return weight.pow(2)
                .multiply(squares)
                .subtract(TWO.multiply(difference).multiply(weight).multiply(mixed))
                .add(difference.pow(2).multiply(moments.product(w, w)))
                .divide(weight.pow(2), Exact.CONTEXT);
    }
}
