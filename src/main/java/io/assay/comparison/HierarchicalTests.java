package io.assay.comparison;

import java.util.Arrays;
import java.util.List;

/**
 * Families of tests, first as wholes and then, in those that were selected, test by test: Simes' p-value for a family,
 * Benjamini and Hochberg's procedure over the families, and the same inside each of R selected families of m at the rate
 * times R/m (Benjamini and Bogomolov 2014). It holds the expected share of false rejections, averaged over the selected
 * families, where tests are independent or depend positively, as those of overlapping slices do.
 */
final class HierarchicalTests {

    private final double[] familyPValues;
    private final double[][] adjusted;
    private final boolean[] selected;
    private final double rateInside;

    /**
     * @param families p-values; a family without any is never selected
     * @param rate between 0 and 1
     */
    HierarchicalTests(List<double[]> families, double rate) {
        this(families, rate, SliceCorrection.BENJAMINI_HOCHBERG);
    }

    /**
     * The same by a correction of one's own. By Benjamini and Yekutieli's (2001) the rate holds whatever tests, of one family or of
     * several, have to do with each other, and whichever families are selected: with M families, of which R are, k of m tests
     * of one are rejected that have p ≤ rate·R·k/(M·m·H), H = Σ 1/i for i up to M·m, and the mean of [p ≤ c·R·k]/(R·k) is at
     * most c·H for a true hypothesis, since R·k is one of the numbers up to M·m.
     */
    HierarchicalTests(List<double[]> families, double rate, SliceCorrection correction) {
        this(
                families.stream()
                        .map(raw -> adjusted(raw, correction.factor((long) raw.length * families.size())))
                        .toArray(double[][]::new),
                // Simes' p-value is the least of the adjusted ones.
                families.stream()
                        .mapToDouble(raw -> Arrays.stream(adjusted(raw, correction.factor(raw.length)))
                                .min()
                                .orElse(1))
                        .toArray(),
                rate,
                correction);
    }

    private HierarchicalTests(double[][] adjusted, double[] familyPValues, double rate, SliceCorrection correction) {
        this.adjusted = adjusted;
        this.familyPValues = familyPValues;
        double[] ofFamilies = adjusted(familyPValues, correction.factor(familyPValues.length));
        this.selected = new boolean[adjusted.length];
        int count = 0;
        for (int family = 0; family < selected.length; family++) {
            selected[family] = ofFamilies[family] <= rate;
            count += selected[family] ? 1 : 0;
        }
        this.rateInside = selected.length == 0 ? 0 : rate * count / selected.length;
    }

    /**
     * The same by e-values (e-BH, Wang and Ramdas 2022): of m tests those k are rejected, as many as possible, of which each has
     * an e-value of at least m/(k·rate), and the e-value of a family is the mean of those in it. It holds its rate at any look and
     * whatever tests have to do with each other: the share of false rejections in a selected family of m, R of M being
     * selected, is at most rate·R/M times the mean of the e-values of its false hypotheses, so that summed up over the selected
     * ones and divided by R it is at most the rate on average.
     *
     * @param families e-values; one of 0 is never rejected, and a family without any never selected
     * @param rate between 0 and 1
     */
    static HierarchicalTests ofEvidence(List<double[]> families, double rate) {
        double[][] inside = families.stream()
                .map(evidence ->
                        adjusted(Arrays.stream(evidence).map(e -> 1 / e).toArray()))
                .toArray(double[][]::new);
        // In one order, so that the mean has the same bits in any.
        double[] wholes = families.stream()
                .mapToDouble(evidence -> Arrays.stream(evidence).sorted().sum() / evidence.length)
                .map(mean -> mean > 1 ? 1 / mean : 1)
                .toArray();
        return new HierarchicalTests(inside, wholes, rate, SliceCorrection.E_BH);
    }

    /** Benjamini and Hochberg's (1995), in the order of the raw ones; reject where they are at most the rate. */
    static double[] adjusted(double[] raw) {
        return adjusted(raw, 1);
    }

    /** The same of p-values that are so many times as large. */
    static double[] adjusted(double[] raw, double factor) {
        int[] order = Holm.order(raw);
        double[] adjusted = new double[raw.length];
        double least = 1;
        for (int rank = order.length; rank > 0; rank--) {
            least = Math.min(least, raw[order[rank - 1]] * raw.length / rank * factor);
            adjusted[order[rank - 1]] = least;
        }
        return adjusted;
    }

    /** Of the hypothesis that nothing in the family is true. */
    double familyPValue(int family) {
        return familyPValues[family];
    }

    boolean isSelected(int family) {
        return selected[family];
    }

    /** The p-value of a test, adjusted inside its family. */
    double adjusted(int family, int test) {
        return adjusted[family][test];
    }

    boolean isRejected(int family, int test) {
        return selected[family] && adjusted[family][test] <= rateInside;
    }
}
