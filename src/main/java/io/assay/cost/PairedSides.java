package io.assay.cost;

/**
 * The two sides of a pair under one smooth aggregate. Both residuals come from the same units, so the variance of any
 * combination f·u(candidate) − h·u(baseline) is read from three sums.
 */
final class PairedSides {

    private final PairTally tally;
    private final Side candidate;
    private final Side baseline;
    private final Dyadic candidateSquares;
    private final Dyadic products;
    private final Dyadic baselineSquares;

    PairedSides(SmoothAggregate aggregate, PairTally tally) {
        this.tally = tally;
        candidate =
                new Side(aggregate, tally.moments(), PairTally.CANDIDATE_NUMERATOR, PairTally.CANDIDATE_DENOMINATOR);
        baseline = new Side(aggregate, tally.moments(), PairTally.BASELINE_NUMERATOR, PairTally.BASELINE_DENOMINATOR);
        candidateSquares = candidate.residualProduct(candidate);
        products = candidate.residualProduct(baseline);
        baselineSquares = baseline.residualProduct(baseline);
    }

    /** The relative difference is over the magnitude of the baseline's cost, so that its sign is the difference's. */
    PairEstimate estimate() {
        if (!candidate.isDefined() || !baseline.isDefined()) {
            return PairEstimate.unknown();
        }
        Dyadic candidateValue = candidate.value();
        Dyadic baselineValue = baseline.value();
        Dyadic candidateScale = candidate.scale(candidateSquares);
        Dyadic baselineScale = baseline.scale(baselineSquares);
        Dyadic residuals = squaredResiduals(candidateScale, baselineScale);
        Dyadic squares = squaredDifferences();
        Dyadic center = center();
        double relative = Double.NaN;
        double relativeStandardError = Double.NaN;
        if (baselineValue.signum() != 0) {
            Dyadic ratio = candidateValue.over(baselineValue);
            relative = baselineValue.signum() * ratio.minus(Dyadic.ONE).value();
            Dyadic relativeResiduals = squaredResiduals(candidateScale, ratio.times(baselineScale));
            relativeStandardError = standardError(relativeResiduals.over(baselineValue.squared()));
        }
        return new PairEstimate(
                candidateValue.value(),
                baselineValue.value(),
                candidateValue.minus(baselineValue).value(),
                standardError(residuals),
                standardError(baselineScale.squared().times(baselineSquares)),
                relative,
                relativeStandardError,
                skewness(squares, center),
                largestShare(squares, center));
    }

    /** Σ (f·u of the candidate − h·u of the baseline)². */
    private Dyadic squaredResiduals(Dyadic f, Dyadic h) {
        return f.squared()
                .times(candidateSquares)
                .minus(f.times(h).times(products).times(2))
                .plus(h.squared().times(baselineSquares));
    }

    private double standardError(Dyadic squaredResiduals) {
        return Side.standardError(squaredResiduals, tally.units());
    }

    /** Skewness of D − θW; NaN where it is undefined or the denominators differ. */
    private double skewness(Dyadic squares, Dyadic center) {
        if (!tally.sharesDenominators() || squares.signum() <= 0) {
            return Double.NaN;
        }
        // (Σr³/G) / (Σr²/G)^(3/2), in an order in which nothing over- or underflows.
        double cubesOverSquares = tally.cubesAbout(center).over(squares).value();
        return cubesOverSquares * Math.sqrt((double) tally.units()) / squares.rootValue();
    }

    /** max (D − θW)² / Σ (D − θW)²; NaN where it is undefined or the denominators differ. */
    private double largestShare(Dyadic squares, Dyadic center) {
        if (!tally.sharesDenominators() || squares.signum() <= 0) {
            return Double.NaN;
        }
        double largest = tally.extremes().largestResidual(center.value());
        return Math.min(1, Dyadic.of(largest).squared().over(squares).value());
    }

    /** θ: the mean difference, over weights. */
    private Dyadic center() {
        UnitMoments moments = tally.moments();
        return moments.total(PairTally.CANDIDATE_NUMERATOR)
                .minus(moments.total(PairTally.BASELINE_NUMERATOR))
                .over(moments.total(PairTally.BASELINE_DENOMINATOR));
    }

    /** Σ (D − θW)², for shared denominators. */
    private Dyadic squaredDifferences() {
        UnitMoments moments = tally.moments();
        int c = PairTally.CANDIDATE_NUMERATOR;
        int b = PairTally.BASELINE_NUMERATOR;
        int w = PairTally.BASELINE_DENOMINATOR;
        Dyadic difference = moments.total(c).minus(moments.total(b));
        Dyadic weight = moments.total(w);
        Dyadic squares =
                moments.product(c, c).minus(moments.product(c, b).times(2)).plus(moments.product(b, b));
        Dyadic mixed = moments.product(c, w).minus(moments.product(b, w));
        return weight.squared()
                .times(squares)
                .minus(difference.times(weight).times(mixed).times(2))
                .plus(difference.squared().times(moments.product(w, w)))
                .over(weight.squared());
    }
}
