package io.assay.cost;

/**
 * What a pair says of a mean of weighted parts, under any weights: the parts' means on both sides, and how their
 * differences vary together. Everything is read from exact sums and rounded once; a weighting is then a few products.
 */
public final class PartEstimate {

    private final long units;
    private final double[] candidate;
    private final double[] baseline;
    private final double[] difference;

    /** The root of each part's squared residuals, in units of the cost; the moments below are in units of these. */
    private final double[] spread;

    private final double[][] products;
    private final double[][][] cubes;

    private PartEstimate(PartMoments moments) {
        int parts = moments.parts();
        units = moments.units();
        candidate = new double[parts];
        baseline = new double[parts];
        difference = new double[parts];
        spread = new double[parts];
        products = new double[parts][parts];
        cubes = new double[parts][parts][parts];
        Dyadic weight = moments.weight();
        if (weight.signum() > 0) {
            read(moments, weight, weight.squared());
        }
    }

    private void read(PartMoments moments, Dyadic weight, Dyadic square) {
        for (int i = 0; i < candidate.length; i++) {
            Dyadic ours = moments.candidate(i);
            Dyadic theirs = moments.baseline(i);
            candidate[i] = ours.over(weight).value();
            baseline[i] = theirs.over(weight).value();
            difference[i] = ours.minus(theirs).over(weight).value();
            Dyadic squares = moments.residualProduct(i, i);
            // A unit's sums are rounded in its squares and not in the totals, so that nothing may come out below 0.
            spread[i] =
                    squares.signum() <= 0 ? 0 : squares.over(square.squared()).rootValue();
        }
        for (int i = 0; i < candidate.length; i++) {
            for (int j = 0; j < candidate.length; j++) {
                products[i][j] = over(moments.residualProduct(i, j).over(square.squared()), i, j);
                for (int l = 0; l < candidate.length; l++) {
                    Dyadic cube =
                            moments.residualCube(i, j, l).over(square.squared().times(square));
                    cubes[i][j][l] = over(cube, i, j, l);
                }
            }
        }
    }

    /** A moment in units of the spreads of its parts; 0 where one of them has none. */
    private double over(Dyadic moment, int... parts) {
        Dyadic unit = Dyadic.ONE;
        for (int part : parts) {
            unit = unit.times(Dyadic.of(spread[part]));
        }
        return unit.signum() == 0 ? 0 : moment.over(unit).value();
    }

    /** Reads the tally of a {@linkplain MetricBasis#parts basis of parts}. */
    public static PartEstimate of(VectorPairTally tally) {
        return new PartEstimate(tally.parts());
    }

    /** How many parts there are. */
    public int parts() {
        return candidate.length;
    }

    /**
     * The comparison of the sums under {@code weights}, one for each part. The relative difference, the baseline's standard
     * error and the largest unit's share are not known.
     */
    public PairEstimate estimate(double... weights) {
        double[] scaled = new double[weights.length];
        double largest = 0;
        for (int i = 0; i < weights.length; i++) {
            scaled[i] = weights[i] * spread[i];
            largest = Math.max(largest, Math.abs(scaled[i]));
        }
        double sum = 0;
        double skew = 0;
        for (int i = 0; i < weights.length && largest > 0; i++) {
            for (int j = 0; j < weights.length; j++) {
                double both = scaled[i] / largest * (scaled[j] / largest);
                sum += both * products[i][j];
                for (int l = 0; l < weights.length; l++) {
                    skew += both * (scaled[l] / largest) * cubes[i][j][l];
                }
            }
        }
        double squares = Math.max(0, sum);
        double none = Double.NaN;
        return new PairEstimate(
                dot(weights, candidate),
                dot(weights, baseline),
                dot(weights, difference),
                units < 2 ? none : largest * Math.sqrt(squares / (units - 1) * units),
                none,
                none,
                none,
                squares > 0 ? skew / squares / Math.sqrt(squares) * Math.sqrt((double) units) : none,
                none);
    }

    private static double dot(double[] weights, double... values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }
}
