package io.assay.loss;

import java.util.function.IntToDoubleFunction;

/** All places of a square window in an image, weighted by a bell of deviation 1.5 around its middle. */
final class GaussianWindows {

    private static final double DEVIATION = 1.5;

    private final int width;
    private final int rows;
    private final int columns;
    private final double[] weights;

    /** Windows of {@code size} × {@code size} that lie inside of an image of {@code height} × {@code width}. */
    GaussianWindows(int height, int width, int size) {
        this.width = width;
        this.rows = height - size + 1;
        this.columns = width - size + 1;
        this.weights = bell(size);
    }

    private static double[] bell(int size) {
        double[] weights = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double offset = (i - (size - 1) / 2.0) / DEVIATION;
            weights[i] = StrictMath.exp(-offset * offset / 2);
            sum += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** The structural similarity of two images of this size, averaged over the windows. */
    double meanSimilarity(Doubles one, Doubles two, double range) {
        // Nothing is above 1 in this unit, so no square overflows.
        double unit = Math.max(range, Math.max(largest(one), largest(two)));
        // Taken from the pixels, a common level does not drown the variances.
        double level = (one.at(0) / unit + two.at(0) / unit) / 2;
        double[] first = means(i -> one.at(i) / unit - level);
        double[] second = means(i -> two.at(i) / unit - level);
        double[] squares = means(i -> square(one.at(i) / unit - level) + square(two.at(i) / unit - level));
        double[] products = means(i -> (one.at(i) / unit - level) * (two.at(i) / unit - level));
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            double variances = Math.max(0, squares[i] - (square(first[i]) + square(second[i])));
            double covariance = products[i] - first[i] * second[i];
            sum += ratio(
                            2 * ((first[i] + level) * (second[i] + level)),
                            square(first[i] + level) + square(second[i] + level),
                            square(0.01 * range / unit))
                    * ratio(2 * covariance, variances, square(0.03 * range / unit));
        }
        return Math.max(-1, Math.min(1, sum / first.length));
    }

    /** (a + c) / (b + c), and 1 where nothing is left to divide. */
    private static double ratio(double a, double b, double c) {
        return b + c == 0 ? 1 : (a + c) / (b + c);
    }

    private static double square(double value) {
        return value * value;
    }

    private static double largest(Doubles values) {
        double largest = 0;
        for (int i = 0; i < values.size(); i++) {
            largest = Math.max(largest, Math.abs(values.at(i)));
        }
        return largest;
    }

    /** The weighted mean in every window, first along the rows and then along the columns. */
    private double[] means(IntToDoubleFunction pixel) {
        int height = rows + weights.length - 1;
        double[] along = new double[height * columns];
        for (int i = 0; i < along.length; i++) {
            int start = i / columns * width + i % columns;
            for (int k = 0; k < weights.length; k++) {
                along[i] += weights[k] * pixel.applyAsDouble(start + k);
            }
        }
        double[] means = new double[rows * columns];
        for (int i = 0; i < means.length; i++) {
            for (int k = 0; k < weights.length; k++) {
                means[i] += weights[k] * along[i + k * columns];
            }
        }
        return means;
    }
}
