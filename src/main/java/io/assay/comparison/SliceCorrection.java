package io.assay.comparison;

/** How p-values of slices are corrected for the number of slices that were looked at. */
public enum SliceCorrection {

    /** For tests that are independent or depend positively, as those of slices of the same rows do (1995). */
    BENJAMINI_HOCHBERG("Benjamini-Hochberg"),

    /** However tests depend on each other (2001): p-values are some ln(m) times as large. */
    BENJAMINI_YEKUTIELI("Benjamini-Yekutieli"),

    /** By e-values in place of p-values, at every look and however tests depend on each other (Wang and Ramdas 2022). */
    E_BH("e-BH");

    private final String text;

    SliceCorrection(String text) {
        this.text = text;
    }

    /** The name in reports and tables. */
    public String text() {
        return text;
    }

    /** By how much p-values of so many tests grow: Σ 1/i for i up to their number where nothing is assumed of them, else 1. */
    double factor(long tests) {
        if (this != BENJAMINI_YEKUTIELI) {
            return 1;
        }
        double sum = 0;
        for (long i = tests; i > 0; i--) {
            sum += 1.0 / i;
        }
        return sum;
    }
}
