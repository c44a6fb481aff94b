package io.assay.cost;

/**
 * What a bounded sequence needs to know of the pairs of one run date, of which each is a unit of weight 1.
 *
 * @param pairs how many
 * @param sum Σd of the differences candidate − baseline, rounded once
 * @param squares Σd², rounded once
 */
public record DifferenceSums(long pairs, double sum, double squares) {

    /**
     * That of a tally.
     *
     * @throws IllegalArgumentException if its units have weights, or are clusters of rows
     */
    public static DifferenceSums of(PairTally tally) {
        UnitMoments units = tally.moments();
        if (units.stores(PairTally.CANDIDATE_DENOMINATOR) || tally.rows() != tally.units()) {
            throw new IllegalArgumentException("Cannot read sums of differences off weighted or clustered pairs");
        }
        int candidate = PairTally.CANDIDATE_NUMERATOR;
        int baseline = PairTally.BASELINE_NUMERATOR;
        Dyadic products = units.product(candidate, baseline);
        return new DifferenceSums(
                tally.units(),
                units.total(candidate).minus(units.total(baseline)).value(),
                units.product(candidate, candidate)
                        .plus(units.product(baseline, baseline))
                        .minus(products.plus(products))
                        .value());
    }

    /**
     * Σ(d/range − centre)².
     *
     * @param range that differences are measured by
     * @param centre in the same measure
     */
    public double squaresAbout(double centre, double range) {
        double scaled = squares / range / range - 2 * centre * (sum / range) + pairs * centre * centre;
        return Math.max(0, scaled);
    }
}
