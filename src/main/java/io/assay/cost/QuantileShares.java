package io.assay.cost;

/**
 * Reads from tallies of shares, in which a loss up to its quantile counts 1 and a greater one 0, how much the rows of a
 * quantile are worth and how two quantiles of the same rows go together.
 */
public final class QuantileShares {

    private QuantileShares() {}

    /**
     * The number of independent rows of equal weight whose share of losses up to the quantile would be as uncertain:
     * F(1−F)/SE². Where the share is 0 or 1 or there is one unit, Kish's number of units.
     */
    public static double effectiveRows(CostTally shares) {
        return effectiveRows(
                Aggregate.MEAN.value(shares), Aggregate.MEAN.standardError(shares), shares.effectiveUnits());
    }

    /** The same for the candidate's losses of pairs. */
    public static double candidateRows(PairTally shares) {
        return effectiveRows(candidate(shares), shares);
    }

    /** The same for the baseline's losses of pairs. */
    public static double baselineRows(PairTally shares) {
        return effectiveRows(baseline(shares), shares);
    }

    private static double effectiveRows(Side side, PairTally shares) {
        return side.isDefined()
                ? effectiveRows(side.value().value(), side.standardError(), shares.effectiveUnits())
                : Double.NaN;
    }

    private static double effectiveRows(double share, double standardError, double units) {
        double rows = share * (1 - share) / (standardError * standardError);
        return rows > 0 && Double.isFinite(rows) ? rows : units;
    }

    /** The correlation of both sides' shares over units, each about its mean; 0 where a side does not vary. */
    public static double correlation(PairTally shares) {
        Side candidate = candidate(shares);
        Side baseline = baseline(shares);
        if (!candidate.isDefined() || !baseline.isDefined()) {
            return 0;
        }
        Dyadic own = candidate.residualProduct(candidate);
        Dyadic other = baseline.residualProduct(baseline);
        if (own.signum() <= 0 || other.signum() <= 0) {
            return 0;
        }
        Dyadic both = candidate.residualProduct(baseline);
        double magnitude = both.squared().over(own.times(other)).rootValue();
        return both.signum() * Math.min(1, magnitude);
    }

    private static Side candidate(PairTally shares) {
        return side(shares, PairTally.CANDIDATE_NUMERATOR, PairTally.CANDIDATE_DENOMINATOR);
    }

    private static Side baseline(PairTally shares) {
        return side(shares, PairTally.BASELINE_NUMERATOR, PairTally.BASELINE_DENOMINATOR);
    }

    private static Side side(PairTally shares, int numerator, int denominator) {
        return new Side((SmoothAggregate) Aggregate.MEAN, shares.moments(), numerator, denominator);
    }
}
