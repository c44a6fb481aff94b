package io.assay.cost;

import io.assay.dimension.Cell;
import io.assay.loss.Direction;

/**
 * One line of the cost table: what one model version costs in one cell under one loss.
 *
 * @param cell partition and slice
 * @param modelVersion the version that predicted
 * @param loss the loss as the configuration names it
 * @param aggregate how the losses were put together, such as {@code mean}, {@code root} or {@code quantile(0.9)}
 * @param direction which way is better
 * @param rows rows with a usable loss
 * @param unscored rows without one
 * @param weight the sum of the weights of {@code rows}
 * @param cost the aggregate; NaN where there is nothing to aggregate
 * @param standardError of {@code cost}, from independent units; NaN with fewer than two or where none is defined
 * @param lower lower end of the two-sided 95 % interval
 * @param upper upper end of it
 * @param minimum the smallest loss of a row; NaN without rows
 * @param maximum the largest
 * @param p50 median of the losses of rows, unweighted, within the stated bound of {@link LogHistogram}
 * @param p90 their 90th percentile
 * @param p99 their 99th percentile
 */
public record Cost(
        Cell cell,
        String modelVersion,
        String loss,
        String aggregate,
        Direction direction,
        long rows,
        long unscored,
        double weight,
        double cost,
        double standardError,
        double lower,
        double upper,
        double minimum,
        double maximum,
        double p50,
        double p90,
        double p99) {

    private static final double LEVEL = 0.95;

    /**
     * Reads a cost from its tally. The interval is Student's t with one degree of freedom less than there are units, or
     * Wilson's where every loss is 0 or 1 and neither weighted nor clustered. Of a quantile a tally knows only the rows:
     * see {@link #withQuantile}.
     */
    public static Cost of(
            Cell cell, String modelVersion, String loss, Aggregate aggregate, Direction direction, CostTally tally) {
        double cost = aggregate.value(tally);
        double standardError = aggregate.standardError(tally);
        Interval interval = interval(aggregate, tally, cost, standardError);
        return new Cost(
                cell,
                modelVersion,
                loss,
                aggregate.name(),
                direction,
                tally.rows(),
                tally.unscored(),
                tally.weight(),
                cost,
                standardError,
                interval.lower(),
                interval.upper(),
                tally.minimum(),
                tally.maximum(),
                tally.quantile(0.5),
                tally.quantile(0.9),
                tally.quantile(0.99));
    }

    /** The same with a standard error and an interval that were found otherwise. */
    public Cost within(double otherError, Interval interval) {
        return new Cost(
                cell,
                modelVersion,
                loss,
                aggregate,
                direction,
                rows,
                unscored,
                weight,
                cost,
                otherError,
                interval.lower(),
                interval.upper(),
                minimum,
                maximum,
                p50,
                p90,
                p99);
    }

    /**
     * The same with a quantile read from the sorted losses: its interval are the order statistics that bound it, at
     * Student's t with one degree of freedom less than there are units, and its standard error is their half width over
     * that t; NaN where the losses do not reach so far.
     */
    public Cost withQuantile(QuantileBounds found) {
        double distance = found.units() < 2 ? Double.NaN : StudentT.upperPoint((1 - LEVEL) / 2, found.units() - 1.0);
        Interval interval = Double.isNaN(distance) ? new Interval(Double.NaN, Double.NaN) : found.interval(distance);
        return new Cost(
                cell,
                modelVersion,
                loss,
                aggregate,
                direction,
                rows,
                unscored,
                weight,
                found.value(),
                Double.isNaN(distance) ? Double.NaN : found.standardError(distance),
                finite(interval.lower()),
                finite(interval.upper()),
                minimum,
                maximum,
                p50,
                p90,
                p99);
    }

    private static double finite(double bound) {
        return Double.isFinite(bound) ? bound : Double.NaN;
    }

    private static Interval interval(Aggregate aggregate, CostTally tally, double cost, double standardError) {
        if (aggregate.isMean() && tally.isProportion()) {
            return Wilson.interval(
                    tally.numerator(), (double) tally.rows(), StudentT.normalUpperPoint((1 - LEVEL) / 2));
        }
        if (Double.isNaN(standardError)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double half = StudentT.upperPoint((1 - LEVEL) / 2, tally.units() - 1.0) * standardError;
        return new Interval(cost - half, cost + half);
    }
}
