package io.assay.loss;

import java.util.Arrays;

/** The members of an ensemble of forecasts. */
final class Ensemble {

    private Ensemble() {}

    /** A copy in ascending order. */
    static double[] sorted(Doubles members) {
        double[] sorted = new double[members.size()];
        Arrays.setAll(sorted, members::at);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The product; a weight of 0 wins over a length that overflowed. */
    static double times(double weight, double length) {
        return weight == 0 ? 0 : weight * length;
    }
}
