package io.assay.curve;

import java.util.Arrays;

/**
 * The exponential moving average that TensorBoard draws, for the eye alone: its points depend on each other, so that no
 * test may be made of them.
 */
public final class Ema {

    private Ema() {}

    /**
     * The averages: {@code m ← w·m + (1 − w)·x} from 0, shown as {@code m/(1 − wᵗ)}, where t counts the finite values so
     * far. Values that are not finite stay as they are and are not counted; where all finite ones are alike nothing
     * changes.
     *
     * @param weight of what came before, from 0 (no smoothing) to below 1
     * @throws IllegalArgumentException if the weight is outside of this range
     */
    public static double[] smoothed(double[] values, double weight) {
        if (!(weight >= 0 && weight < 1)) {
            throw new IllegalArgumentException("Invalid weight of an average: " + weight + " (must be in [0, 1))");
        }
        double[] shown = values.clone();
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (Arrays.stream(finite).allMatch(value -> value == finite[0])) {
            return shown;
        }
        double last = 0;
        double left = 1;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                last = weight * last + (1 - weight) * values[i];
                left *= weight;
                shown[i] = last / (1 - left);
            }
        }
        return shown;
    }
}
