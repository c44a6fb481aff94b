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
        double p99) {}
