package io.assay.comparison;

import io.assay.cost.Aggregate;

/** What a difference between two versions is, in words; every sentence on one takes its words from here. */
final class Estimand {

    private Estimand() {}

    /** By the name of an aggregate, or of a metric: {@code difference}, {@code mean of the middle 80 % of the differences}. */
    static String of(String aggregate) {
        boolean trims = aggregate.startsWith(Aggregate.TRIMMED);
        return trims
                ? "mean of the middle "
                        + Figures.text(middle(Aggregate.parse(aggregate).trim())) + " % of the differences"
                : aggregate.equals(Aggregate.MEDIAN_DIFFERENCE.name()) ? "median of the differences" : "difference";
    }

    /** How many of a hundred are not left out. */
    static double middle(double trim) {
        return 100 - 200 * trim;
    }
}
