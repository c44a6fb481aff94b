package io.assay.curve;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The points of one run, metric and split, in the order of their steps. A point whose value is no finite number, such as
 * the loss of a step that overflowed, has its step and no value: it is counted and named, and no statistic reads it.
 */
public final class Curve {

    /** A curve without points. */
    public static final Curve EMPTY = new Curve(new double[0], new double[0], new double[0]);

    /** The least window of the last points, and the largest: all pairs of its points are looked at. */
    private static final int LEAST_WINDOW = 8;

    private static final int LARGEST_WINDOW = 2_000;
    private static final double WINDOW_SHARE = 0.2;

    private static final int NAMED = 5;

    private final double[] steps;
    private final double[] values;
    private final double[] gaps;

    private Curve(double[] steps, double[] values, double[] gaps) {
        this.steps = steps;
        this.values = values;
        this.gaps = gaps;
    }

    /**
     * The curve of some points.
     *
     * @param steps finite and rising, no two alike
     * @param values one for each step; NaN and infinite ones become {@link #notFinite gaps}
     * @throws IllegalArgumentException if there are not as many of the one as of the other, or the steps do not rise
     */
    public static Curve of(double[] steps, double[] values) {
        if (steps.length != values.length) {
            throw new IllegalArgumentException(
                    "A curve needs a value for each step: " + steps.length + " steps, " + values.length + " values");
        }
        double[] at = new double[steps.length];
        double[] finite = new double[steps.length];
        double[] gaps = new double[steps.length];
        int points = 0;
        int missing = 0;
        for (int i = 0; i < steps.length; i++) {
            if (!Double.isFinite(steps[i]) || (i > 0 && !(steps[i] > steps[i - 1]))) {
                throw new IllegalArgumentException("Steps of a curve must be finite and rise: " + steps[i]);
            }
            if (Double.isFinite(values[i])) {
                at[points] = steps[i];
                finite[points++] = values[i];
            } else {
                gaps[missing++] = steps[i];
            }
        }
        return new Curve(Arrays.copyOf(at, points), Arrays.copyOf(finite, points), Arrays.copyOf(gaps, missing));
    }

    /** The number of points with a value. */
    public int size() {
        return values.length;
    }

    /** The step of a point. */
    public double step(int index) {
        return steps[index];
    }

    /** The value of a point, always finite. */
    public double value(int index) {
        return values[index];
    }

    /** All values, in order. */
    public double[] values() {
        return values.clone();
    }

    /** How many points have a value that is no finite number. */
    public int notFinite() {
        return gaps.length;
    }

    /** The steps of the first few of them. */
    public List<Double> firstNotFinite() {
        return DoubleStream.of(gaps).limit(NAMED).boxed().toList();
    }

    /**
     * The number of last points that say where a curve goes: a fifth of all, but 8 at least and 2,000 at most. It may be
     * more than there are.
     */
    public int window() {
        int share = (int) Math.ceil(WINDOW_SHARE * values.length);
        return Math.min(LARGEST_WINDOW, Math.max(LEAST_WINDOW, share));
    }

    /** The last values, at most so many. */
    public double[] last(int most) {
        return Arrays.copyOfRange(values, Math.max(0, values.length - most), values.length);
    }

    /** The values behind a step, the last 2,000 of them where there are more. */
    double[] after(double step) {
        int from = firstAfter(step);
        return Arrays.copyOfRange(values, Math.max(from, values.length - LARGEST_WINDOW), values.length);
    }

    /** The values behind one step, up to another and with it. */
    double[] between(double after, double upTo) {
        return Arrays.copyOfRange(values, firstAfter(after), firstAfter(upTo));
    }

    private int firstAfter(double step) {
        int found = Arrays.binarySearch(steps, step);
        return found < 0 ? -found - 1 : found + 1;
    }
}
