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
        this.adjusted = families.stream().map(HierarchicalTests::adjusted).toArray(double[][]::new);
        // Simes' p-value is the least of the adjusted ones.
        this.familyPValues = Arrays.stream(adjusted)
                .mapToDouble(inside -> Arrays.stream(inside).min().orElse(1))
                .toArray();
        double[] ofFamilies = adjusted(familyPValues);
        this.selected = new boolean[families.size()];
        int count = 0;
        for (int family = 0; family < selected.length; family++) {
            selected[family] = ofFamilies[family] <= rate;
            count += selected[family] ? 1 : 0;
        }
        this.rateInside = selected.length == 0 ? 0 : rate * count / selected.length;
    }

    /** Benjamini and Hochberg's (1995), in the order of the raw ones; reject where they are at most the rate. */
    static double[] adjusted(double[] raw) {
        int[] order = Holm.order(raw);
        double[] adjusted = new double[raw.length];
        double least = 1;
        for (int rank = order.length; rank > 0; rank--) {
            least = Math.min(least, raw[order[rank - 1]] * raw.length / rank);
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
