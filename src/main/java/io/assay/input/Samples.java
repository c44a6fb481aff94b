package io.assay.input;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Names of the samples of an example, where {@link PairBy} brings several rows of a version together. */
final class Samples {

    /** The example's name beside the id by which labels are joined. */
    static final String EXAMPLE = "__example";

    private Samples() {}

    /** The rows of predictions with the names that they have besides the id: that of the sample, and that of its example. */
    static Dataset<Row> named(Dataset<Row> rows, Columns columns) {
        if (columns.pairBy().isEmpty()) {
            return rows;
        }
        Dataset<Row> named = rows.withColumn(EXAMPLE, Keys.of(rows, columns.example()));
        if (columns.sample().isEmpty()) {
            return named;
        }
        List<String> name = new ArrayList<>(columns.example());
        name.addAll(columns.sample());
        return named.withColumn(Conformed.SAMPLE, Keys.of(rows, name));
    }

    /** The name of the example of a row of predictions. */
    static Column example(Columns columns) {
        return columns.pairBy().isEmpty() ? col(Conformer.KEY) : col(EXAMPLE);
    }

    /** Whether a row has everything that names it. */
    static Column isNamed(Columns columns) {
        Column example = col(Conformer.KEY).isNotNull();
        return columns.sample().isEmpty()
                ? example
                : example.and(col(Conformed.SAMPLE).isNotNull());
    }
}
