package io.assay.cost;

import io.assay.dimension.Cell;
import io.assay.loss.Direction;

/**
 * One line of the metrics table: a companion of the costs that is no mean of losses.
 *
 * @param cell partition and slice
 * @param modelVersion the version that predicted
 * @param metric its name, such as {@code roc_auc}
 * @param direction which way is better
 * @param rows rows that entered it
 * @param unscored rows that could not
 * @param weight the sum of the weights of {@code rows}
 * @param value the metric; NaN where it is undefined, as precision without a positive prediction
 * @param standardError of {@code value}, from independent units; NaN where there is none
 * @param lower lower end of the two-sided 95 % interval; NaN where there is none
 * @param upper upper end of it
 * @param bound how far at most {@code value} is from the exact one, where it is read off bins; NaN where it is exact
 */
public record Metric(
        Cell cell,
        String modelVersion,
        String metric,
        Direction direction,
        long rows,
        long unscored,
        double weight,
        double value,
        double standardError,
        double lower,
        double upper,
        double bound) {

    /** One that is exact. */
    public Metric(
            Cell cell,
            String modelVersion,
            String metric,
            Direction direction,
            long rows,
            long unscored,
            double weight,
            double value,
            double standardError,
            double lower,
            double upper) {
        this(
                cell,
                modelVersion,
                metric,
                direction,
                rows,
                unscored,
                weight,
                value,
                standardError,
                lower,
                upper,
                Double.NaN);
    }
}
