package io.assay.job;

import io.assay.input.Outcomes;
import io.assay.input.ReservedNames;
import org.apache.spark.sql.types.DataType;

/**
 * A label with the prediction beside it that {@code trivial} stands in for.
 *
 * @param of the loss or metric that brings them; empty for those that all share
 * @param label SQL over rows in one shape
 * @param prediction likewise
 * @param shown what the label is called in reports
 * @param labels the type of the label
 * @param predictions the type of the predictions of all versions
 * @param absolute whether the loss that decides is least at the median of its labels
 */
record TrivialTarget(
        String of,
        String label,
        String prediction,
        String shown,
        DataType labels,
        DataType predictions,
        boolean absolute) {

    /** The column that holds what is predicted for a loss or metric, before its index. */
    static final String COLUMN = ReservedNames.SAID;

    /** Whether predictions are arrays of numbers. */
    boolean isMany() {
        return Outcomes.isMany(predictions);
    }
}
