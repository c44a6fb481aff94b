package io.assay.comparison;

import io.assay.cost.Interval;

/**
 * What a line of the comparison table rests on, beside the interval of its difference.
 *
 * @param test of no difference, such as {@code paired t-test}; empty where nothing was tested
 * @param looks that its bounds and p-values allow for, this one included; 1 for a single look
 * @param relative one-sided bounds of the relative difference at 1 − α each; NaN where there are none
 */
public record Grounds(String test, int looks, Interval relative) {

    /** Nothing is known of them. */
    public static final Grounds NONE = new Grounds("", 1, new Interval(Double.NaN, Double.NaN));
}
