package io.assay.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * What a pair says of a mean of weighted parts, under any weights: the parts' means on both sides, and how their
 * differences vary together. Everything is read from exact sums and rounded once; a weighting is then a few products.
 */
public final class PartEstimate {

    /** How many parts there can be. */
    public static final int MOST_PARTS = PartMoments.MOST;

    private final long units;
    private final double[] candidate;
    private final double[] baseline;
    private final double[] difference;

    /** The root of each part's squared residuals, in units of the cost; the moments below are in units of these. */
    private final double[] spread;

    private final double[][] products;
    private final double[][][] cubes;

    /** The residuals of the units that are extreme in a part, in the same units. */
    private final List<double[]> extremes = new ArrayList<>();

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
            readExtremes(moments, weight);
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

    private void readExtremes(PartMoments moments, Dyadic weight) {
        for (double[] unit : moments.extremes()) {
            double[] residuals = new double[candidate.length];
            for (int i = 0; i < residuals.length; i++) {
                Dyadic total = moments.candidate(i).minus(moments.baseline(i));
                Dyadic residual = weight.times(Dyadic.of(unit[i + 1])).minus(total.times(Dyadic.of(unit[0])));
                residuals[i] = over(residual.over(weight.squared()), i);
            }
            extremes.add(residuals);
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

    /** Reads the tally of a {@linkplain MetricBasis#parts basis of parts}, of which there must not be too many. */
    public static PartEstimate of(VectorPairTally tally) {
        if (!tally.parts().isCrossed()) {
            throw new IllegalArgumentException(
                    "Cannot weigh " + tally.parts().parts() + " parts anew (must be at most " + MOST_PARTS + ")");
        }
        return new PartEstimate(tally.parts());
    }

    /** How many parts there are. */
    public int parts() {
        return candidate.length;
    }

    /**
     * The comparison of the sums under {@code weights}, one for each part. The relative difference and the baseline's
     * standard error are not known; the largest share is that among the units that are extreme in a part.
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
                squares > 0 ? largestShare(squares, largest, scaled) : none);
    }

    /** The largest square of a residual among the units that are extreme in a part, over all squares. */
    private double largestShare(double squares, double largest, double... scaled) {
        double most = 0;
        for (double[] residuals : extremes) {
            double residual = 0;
            for (int i = 0; i < scaled.length; i++) {
                residual += scaled[i] / largest * residuals[i];
            }
            most = Math.max(most, residual * residual);
        }
        return Math.min(1, most / squares);
    }

    private static double dot(double[] weights, double... values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }
}
