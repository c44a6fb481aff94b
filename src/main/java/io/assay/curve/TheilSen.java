package io.assay.curve;

import java.util.Arrays;

/**
 * The median of the slopes of all pairs of points, and its 95 % interval (Theil 1950, Sen 1968), as
 * {@code scipy.stats.theilslopes(y, alpha=0.95)} has them. It takes points one step apart, so that a slope is a change
 * per point, and bears outliers in almost a third of them.
 *
 * @param slope the median; NaN below two points
 * @param lower end of the interval
 * @param upper end of the interval
 */
public record TheilSen(double slope, double lower, double upper) {

    /** The point of the normal distribution with 2.5 % above it. */
    private static final double Z95 = 1.959963984540054;

    private static final TheilSen NONE = new TheilSen(Double.NaN, Double.NaN, Double.NaN);

    /** Of finite values in their order. Takes a number of slopes that grows with the square of theirs. */
    public static TheilSen of(double[] values) {
        int n = values.length;
        if (n < 2) {
            return NONE;
        }
        double[] slopes = new double[Math.multiplyExact(n, n - 1) / 2];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[at++] = (values[j] - values[i]) / (j - i);
            }
        }
        Arrays.sort(slopes);
        double spread = Z95 * Math.sqrt(Ties.variance(values));
        int upper = (int) Math.min(Math.rint((slopes.length + spread) / 2), slopes.length - 1);
        int lower = (int) Math.max(Math.rint((slopes.length - spread) / 2) - 1, 0);
        return new TheilSen(median(slopes), slopes[lower], slopes[upper]);
    }

    static double median(double[] sorted) {
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
    }
}
