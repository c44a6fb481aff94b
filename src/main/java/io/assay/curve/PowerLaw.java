package io.assay.curve;

import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What more data, or a larger model, brings: {@code loss = a·n^(−b) + c}, with a above 0, b above 0 and at most 2, and c,
 * what no size gets rid of, at least 0 (Hestness et al. 2017; Kaplan et al. 2020). Fitted by least squares of the losses as
 * they are.
 *
 * @param a what size 1 would lose beyond {@code c}
 * @param b how fast that falls
 * @param c the floor
 * @param sizes different ones that it was fitted to
 * @param largest of them
 * @param heldBackLoss what was observed at the largest size
 * @param heldBackPrediction what the law that was fitted without the largest size says of it
 */
public record PowerLaw(
        double a, double b, double c, int sizes, double largest, double heldBackLoss, double heldBackPrediction) {

    /** It takes so many sizes, the largest of them so many times the smallest. */
    public static final int FEWEST_SIZES = 5;

    public static final double LEAST_SPAN = 10;

    /** Nothing is said of sizes beyond so many times the largest. */
    public static final double FARTHEST = 4;

    /**
     * Fits the law.
     *
     * @param sizes finite and above 0; losses at the same size are averaged
     * @param losses finite, one for each size
     * @throws IllegalArgumentException if there are too few sizes, or they span too little, or the losses do not fall
     */
    public static PowerLaw of(double[] sizes, double[] losses) {
        double[][] points = averaged(sizes, losses);
        double[] n = points[0];
        double[] loss = points[1];
        check(n, loss);
        int last = n.length - 1;
        PowerLawFit all = PowerLawFit.of(n, loss);
        PowerLawFit without = PowerLawFit.of(Arrays.copyOf(n, last), Arrays.copyOf(loss, last));
        return new PowerLaw(all.a(), all.b(), all.c(), n.length, n[last], loss[last], without.at(n[last]));
    }

    /**
     * The loss at a size.
     *
     * @throws IllegalArgumentException if the size is not above 0, or more than 4 times the largest that was seen
     */
    public double at(double size) {
        if (!(size > 0) || size > FARTHEST * largest) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Cannot extrapolate to %s: must be above 0 and at most %s times the largest size, %s",
                    size,
                    FARTHEST,
                    largest));
        }
        return new PowerLawFit(a, b, c).at(size);
    }

    /** By what share the law missed the largest size when it did not know it; from 0. */
    public double heldBackError() {
        return Math.abs(heldBackPrediction - heldBackLoss) / Math.abs(heldBackLoss);
    }

    private static double[][] averaged(double[] sizes, double[] losses) {
        SortedMap<Double, double[]> bySize = new TreeMap<>();
        for (int i = 0; i < sizes.length; i++) {
            if (!(sizes[i] > 0) || !Double.isFinite(sizes[i]) || !Double.isFinite(losses[i])) {
                throw new IllegalArgumentException("a size must be finite and above 0, and have a finite loss");
            }
            double[] sum = bySize.computeIfAbsent(sizes[i], size -> new double[2]);
            sum[0] += losses[i];
            sum[1]++;
        }
        double[] loss =
                bySize.values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray();
        return new double[][] {
            bySize.keySet().stream().mapToDouble(Double::doubleValue).toArray(), loss
        };
    }

    private static void check(double[] n, double[] loss) {
        if (n.length < FEWEST_SIZES) {
            throw new IllegalArgumentException(
                    "a power law needs " + FEWEST_SIZES + " different sizes, there are " + n.length);
        }
        if (n[n.length - 1] < LEAST_SPAN * n[0]) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a power law needs sizes that span a factor of %.0f, these span %.2f",
                    LEAST_SPAN,
                    n[n.length - 1] / n[0]));
        }
        if (Arrays.stream(loss).anyMatch(value -> value < 0) || !(loss[n.length - 1] < loss[0])) {
            throw new IllegalArgumentException(
                    "a power law needs losses of at least 0 that are lower at the largest size than at the smallest");
        }
    }
}
