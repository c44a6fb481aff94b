package io.assay.cost;

/** Reads the exact sums of one loss in one place of {@link PairTallies}. */
final class PairSums {

    private final PlaceSums plain;
    private final PlaceSums weighted;
    private final PlaceSums missing;
    private final int place;
    private final int lossPlace;
    private final int loss;

    PairSums(PlaceSums plain, PlaceSums weighted, PlaceSums missing, int place, int lossPlace, int loss) {
        this.plain = plain;
        this.weighted = weighted;
        this.missing = missing;
        this.place = place;
        this.lossPlace = lossPlace;
        this.loss = loss;
    }

    /** The tally of as many pairs of rows, and of units of weight 1 and of other weights. */
    PairTally tally(long rows, long differingSummed, long ones, long units) {
        long[] patterns = new long[4];
        long summed = ones;
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = plain.count(place, PairColumns.pattern(loss, i));
            summed -= patterns[i];
        }
        ExactSum candidate = plain(PairColumns.CANDIDATE);
        ExactSum baseline = plain(PairColumns.BASELINE);
        ExactSum candidateSquares = plain(PairColumns.CANDIDATE_SQUARES);
        ExactSum crossProducts = plain(PairColumns.CROSS_PRODUCTS);
        ExactSum baselineSquares = plain(PairColumns.BASELINE_SQUARES);
        ExactSum cubes = plain(PairColumns.CUBES);
        ExactSum[] products = {candidateSquares, crossProducts, baselineSquares};
        if (units == 0) {
            ExactSum[] sums = {candidate, baseline};
            PairTally tally = new PairTally(
                    rows, differingSummed, new UnitMoments(patterns, summed, sums, products, PairTally.FALLBACKS));
            tally.thirdMoments().addPlain(cubes);
            return tally;
        }
        // Units of weight 1 have a part in the weighted moments that follows from their plain ones.
        ExactSum squaresWeight = weighted(PairColumns.SQUARES_WEIGHT);
        squaresWeight.add(candidateSquares);
        squaresWeight.subtract(crossProducts);
        squaresWeight.subtract(crossProducts);
        squaresWeight.add(baselineSquares);
        ExactSum differenceWeights = weighted(PairColumns.DIFFERENCE_WEIGHTS);
        differenceWeights.add(candidate);
        differenceWeights.subtract(baseline);
        ExactSum candidateWeight = weighted(PairColumns.CANDIDATE_WEIGHT);
        candidateWeight.add(candidate);
        ExactSum baselineWeight = weighted(PairColumns.BASELINE_WEIGHT);
        baselineWeight.add(baseline);
        addWeighted(cubes, PairColumns.CUBES);
        addWeighted(candidate, PairColumns.CANDIDATE);
        addWeighted(baseline, PairColumns.BASELINE);
        addWeighted(candidateSquares, PairColumns.CANDIDATE_SQUARES);
        addWeighted(crossProducts, PairColumns.CROSS_PRODUCTS);
        addWeighted(baselineSquares, PairColumns.BASELINE_SQUARES);
        ExactSum[] sums = {candidate, baseline, shared(PairColumns.WEIGHT, summed)};
        ExactSum[] weightedProducts = {
            candidateSquares,
            crossProducts,
            baselineSquares,
            candidateWeight,
            baselineWeight,
            shared(PairColumns.SQUARED_WEIGHT, summed)
        };
        PairTally tally = new PairTally(
                rows,
                differingSummed,
                new UnitMoments(patterns, summed + units, sums, weightedProducts, PairTally.FALLBACKS));
        ExactSum cubedWeights = shared(PairColumns.CUBED_WEIGHT, summed);
        tally.thirdMoments().addWeighted(cubes, squaresWeight, differenceWeights, cubedWeights);
        return tally;
    }

    private ExactSum plain(int column) {
        return plain.sum(place, PairColumns.plain(loss, column));
    }

    private ExactSum weighted(int column) {
        return weighted.sum(place, PairColumns.weighted(loss, column));
    }

    private void addWeighted(ExactSum sum, int column) {
        weighted.addTo(sum, place, PairColumns.weighted(loss, column));
    }

    /** The sum of a power of the weights, with the summed units of weight 1. */
    private ExactSum shared(int column, long summed) {
        ExactSum sum = weighted.sum(place, column);
        missing.subtractFrom(sum, lossPlace, column);
        sum.add((double) summed);
        return sum;
    }
}
