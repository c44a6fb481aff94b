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

    private static final double LEVEL = 0.95;

    /** A value that is taken as it is. */
    public static MetricEstimate exact(double value, long rows) {
        double none = Double.NaN;
        return new MetricEstimate(value, none, new Interval(none, none), none, Spread.NONE, rows, rows, (double) rows);
    }

    /** The cost of a tally; its interval is Student's t. */
    public static MetricEstimate of(Aggregate aggregate, CostTally tally) {
        double value = aggregate.value(tally);
        double standardError = aggregate.standardError(tally);
        double half = Double.isNaN(standardError)
                ? Double.NaN
                : StudentT.upperPoint((1 - LEVEL) / 2, tally.units() - 1.0) * standardError;
        return new MetricEstimate(
                value,
                standardError,
                new Interval(value - half, value + half),
                aggregate.isMean() && tally.isProportion() ? tally.numerator() : Double.NaN,
                Spread.linear(tally.units()),
                tally.rows(),
                tally.units(),
                tally.effectiveUnits());
    }

    /** The same with another interval. */
    public MetricEstimate within(Interval other) {
        return new MetricEstimate(value, standardError, other, hits, spread, rows, units, effectiveUnits);
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
