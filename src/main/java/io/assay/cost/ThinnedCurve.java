package io.assay.cost;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bounded number of points of a curve that comes point by point: every k-th one, where k doubles when there would be too
 * many, and always the first and the last. Which points are kept depends on their number alone.
 */
final class ThinnedCurve {

    /** Points kept but for the last. */
    static final int MOST = 256;

    private double[] thresholds = new double[16];

    /** The height of a point to some 106 bits: a double, and what it lacks. */
    private double[] heights = new double[16];

    private double[] rests = new double[16];
    private int size;
    private long offered;
    private long every = 1;

    /** The last point, if it is not among those kept. */
    private final ExactSum last = new ExactSum();

    private double lastThreshold = Double.NaN;

    /** Offers the point at the sum of two heights. */
    void offer(double threshold, ExactSum height, ExactSum more) {
        boolean isLast = threshold == Double.POSITIVE_INFINITY;
        if (offered++ % every != 0 && !isLast) {
            return;
        }
        ExactSum sum = height.copy();
        sum.add(more);
        double value = sum.value();
        if (!Double.isFinite(value)) {
            return;
        }
        if (isLast) {
            lastThreshold = threshold;
            last.add(sum);
            return;
        }
        if (size == MOST) {
            halve();
            if ((offered - 1) % every != 0) {
                return;
            }
        }
        if (size == thresholds.length) {
            thresholds = Arrays.copyOf(thresholds, 2 * size);
            heights = Arrays.copyOf(heights, 2 * size);
            rests = Arrays.copyOf(rests, 2 * size);
        }
        sum.add(-value);
        thresholds[size] = threshold;
        heights[size] = value;
        rests[size++] = sum.value();
    }

    private void halve() {
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            thresholds[kept] = thresholds[i];
            heights[kept] = heights[i];
            rests[kept++] = rests[i];
        }
        size = kept;
        every *= 2;
    }

    /** The heights of the points above a ground, by threshold in ascending order. */
    Map<Double, ExactSum> points(ExactSum ground) {
        Map<Double, ExactSum> points = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            ExactSum sum = ground.copy();
            sum.add(heights[i]);
            sum.add(rests[i]);
            points.put(thresholds[i], sum);
        }
        if (!Double.isNaN(lastThreshold)) {
            ExactSum sum = ground.copy();
            sum.add(last);
            points.put(lastThreshold, sum);
        }
        return points;
    }
}
