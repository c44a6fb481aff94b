package io.assay.curve;

import java.util.Arrays;

/** What equal values take from the spread of Kendall's statistic. */
final class Ties {

    private Ties() {}

    /**
     * The variance of the number of rising pairs less that of falling ones where there is no trend:
     * {@code (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5))/18} over groups of t equal values (Kendall 1970).
     */
    static double variance(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = term(sorted.length);
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                sum -= term(i - from);
                from = i;
            }
        }
        return sum / 18;
    }

    private static double term(double n) {
        return n * (n - 1) * (2 * n + 5);
    }
}
