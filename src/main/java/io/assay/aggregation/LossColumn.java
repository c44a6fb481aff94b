package io.assay.aggregation;

import io.assay.cost.Aggregate;
import io.assay.input.ReservedNames;
import io.assay.loss.Direction;
import java.util.Optional;

/**
 * A loss as the job computes it: SQL that calls the registered functions.
 *
 * @param name as tables and gates call it
 * @param value SQL of the loss, over the conformed columns, or over other losses for a composed one
 * @param reason SQL of the reason code where there is no loss; null SQL text ({@code NULL}) where the engine's own serves
 * @param denominator SQL of the divisor's part, for a ratio of sums
 * @param composed whether it is computed from other losses, by their column names
 * @param aggregate how rows are put together
 * @param direction which way is better
 */
public record LossColumn(
        String name,
        String value,
        String reason,
        Optional<String> denominator,
        boolean composed,
        Aggregate aggregate,
        Direction direction) {

    /** The column that holds the loss with this index. */
    public static String column(int index) {
        return ReservedNames.LOSS + index;
    }
}
