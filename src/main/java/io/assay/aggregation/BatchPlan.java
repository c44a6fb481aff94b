package io.assay.aggregation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.jspecify.annotations.Nullable;

/**
 * What is computed of the rows of a scan, twice: as expressions of the scan's own columns, and as the steps of the plan
 * that they come from. Both give the same; the steps are for single rows.
 *
 * @param columns how many columns the scan gives; the number of the row is one more behind them
 * @param outputs the columns of the result
 * @param filter what a row must fulfil to have a result
 * @param steps each of them expressions of the row that the step before gives
 */
record BatchPlan(int columns, ArrayList<Expression> outputs, @Nullable Expression condition, ArrayList<Step> steps)
        implements Serializable {

    BatchPlan(int columns, ArrayList<Expression> outputs, Optional<Expression> filter, ArrayList<Step> steps) {
        this(columns, outputs, filter.orElse(null), steps);
    }

    /** What a row must fulfil to have a result. */
    Optional<Expression> filter() {
        return Optional.ofNullable(condition);
    }

    /** A projection, or a filter of one expression. */
    record Step(ArrayList<Expression> expressions, boolean filters) implements Serializable {}

    /** Computes single rows as Spark does. */
    static final class Rows {
        private final List<UnsafeProjection> projections = new ArrayList<>();
        private final List<Step> steps;

        Rows(BatchPlan plan) {
            this.steps = plan.steps();
            for (Step step : steps) {
                projections.add(RowExpression.projection(step.expressions()));
            }
        }

        /** The result of a row, valid until the next; null for one that is filtered out. */
        @Nullable
        InternalRow of(InternalRow row) {
            InternalRow current = row;
            Iterator<UnsafeProjection> projection = projections.iterator();
            for (Step step : steps) {
                InternalRow next = projection.next().apply(current);
                if (!step.filters()) {
                    current = next;
                } else if (next.isNullAt(0) || !next.getBoolean(0)) {
                    return null;
                }
            }
            return current;
        }
    }
}
