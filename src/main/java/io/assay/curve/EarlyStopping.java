package io.assay.curve;

import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;

/**
 * What early stopping would have kept and when it would have stopped, as {@code EarlyStopping} of Keras reads a curve:
 * a value counts if it is better than the best that counted by more than the least gain, and training stops once so many
 * values in a row did not.
 *
 * @param bestIndex the last value that counted before the stop; −1 where there are no values
 * @param best that value; NaN where there are none
 * @param stopIndex where training would have stopped; empty where it would have gone on
 */
public record EarlyStopping(int bestIndex, double best, OptionalInt stopIndex) {

    /**
     * Reads a curve.
     *
     * @param values finite, in order
     * @param patience how many values in a row may not count, 1 or more
     * @param leastGain of the best value so far, what another must be better by, 0 or more
     */
    public static EarlyStopping of(double[] values, Better better, int patience, DoubleUnaryOperator leastGain) {
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            if (best < 0
                    || better.loss(values[i]) < better.loss(values[best]) - leastGain.applyAsDouble(values[best])) {
                best = i;
            } else if (i - best >= patience) {
                return new EarlyStopping(best, values[best], OptionalInt.of(i));
            }
        }
        return new EarlyStopping(best, best < 0 ? Double.NaN : values[best], OptionalInt.empty());
    }
}
