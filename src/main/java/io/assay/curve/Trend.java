package io.assay.curve;

import java.util.Arrays;

/**
 * Where some raw points go.
 *
 * @param points how many were looked at
 * @param median of their values; NaN where there are none
 * @param slope the change per point
 * @param test the second opinion
 * @param shape what is said of them
 */
public record Trend(int points, double median, TheilSen slope, MannKendall test, Shape shape) {

    /** What points do. */
    public enum Shape {
        /** The interval of the slope, over all points, keeps within the tolerance. */
        PLATEAU,
        /** The whole interval of the slope is on the good side of 0. */
        IMPROVING,
        /** The whole interval of the slope is on the bad side of 0. */
        WORSENING,
        /** The interval has both sides in it, and is too wide for a plateau. */
        UNDECIDED,
        /** There are too few points to say anything. */
        TOO_FEW
    }

    /** Nothing is said of the last points of a curve below so many. */
    public static final int FEWEST = 8;

    /**
     * Of finite values in their order: a plateau if {@code max(|lower|, |upper|)·n} stays below {@code tolerance·|median|},
     * or is 0; otherwise improving or worsening if the interval of the slope leaves 0 out.
     *
     * @param tolerance the largest change over all points that counts as none, as a share of the median, above 0
     * @param fewest below so many points nothing is said
     */
    public static Trend of(double[] values, Better better, double tolerance, int fewest) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = sorted.length == 0 ? Double.NaN : TheilSen.median(sorted);
        TheilSen slope = TheilSen.of(values);
        Shape shape = values.length < Math.max(2, fewest)
                ? Shape.TOO_FEW
                : shape(slope, better, tolerance * Math.abs(median) / values.length);
        return new Trend(values.length, median, slope, MannKendall.of(values), shape);
    }

    /** Of the last points of a curve, as many as its window has. */
    public static Trend ofLast(Curve curve, Better better, double tolerance) {
        return of(curve.last(curve.window()), better, tolerance, FEWEST);
    }

    private static Shape shape(TheilSen slope, Better better, double flat) {
        double largest = Math.max(Math.abs(slope.lower()), Math.abs(slope.upper()));
        if (largest == 0 || largest < flat) {
            return Shape.PLATEAU;
        }
        double from = Math.min(better.loss(slope.lower()), better.loss(slope.upper()));
        double to = Math.max(better.loss(slope.lower()), better.loss(slope.upper()));
        return to < 0 ? Shape.IMPROVING : from > 0 ? Shape.WORSENING : Shape.UNDECIDED;
    }
}
