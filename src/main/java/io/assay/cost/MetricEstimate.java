package io.assay.cost;

/**
 * A metric of one version.
 *
 * @param value NaN where undefined
 * @param standardError NaN where there is none
 * @param interval the two-sided 95 % one; both ends NaN where there is none
 * @param hits the rows in the share, where the metric is a plain share of {@code rows}; NaN otherwise
 * @param spread how the standard error was found
 * @param rows that it is read from
 * @param units independent ones among them
 * @param effectiveUnits Kish's
 */
public record MetricEstimate(
        double value,
        double standardError,
        Interval interval,
        double hits,
        Spread spread,
        long rows,
        long units,
        double effectiveUnits) {

    /** A value that is taken as it is. */
    public static MetricEstimate exact(double value, long rows) {
        double none = Double.NaN;
        return new MetricEstimate(value, none, new Interval(none, none), none, Spread.NONE, rows, rows, (double) rows);
    }

    /** The same with another value where it has none. */
    public MetricEstimate orElse(double undefined) {
        return Double.isNaN(value)
                ? new MetricEstimate(undefined, standardError, interval, hits, spread, rows, units, effectiveUnits)
                : this;
    }

    /** Whether it is a plain share of counted rows. */
    public boolean isShare() {
        return !Double.isNaN(hits);
    }
}
