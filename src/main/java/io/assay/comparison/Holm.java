package io.assay.comparison;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's correction (1979) of p-values for several tests: the chance of any false rejection stays below α. */
final class Holm {

    private Holm() {}

    /** The adjusted p-values, in the order of the raw ones; reject where they are at most α. */
    static double[] adjusted(double[] raw) {
        int[] order = order(raw);
        double[] adjusted = new double[raw.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (order.length - rank) * raw[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }

    /** The indexes of p-values, the smallest first. */
    static int[] order(double[] raw) {
        return IntStream.range(0, raw.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> raw[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
