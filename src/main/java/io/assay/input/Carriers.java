package io.assay.input;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Finds the row that stands for an example, of those that its versions have: a usable one whose id its version has once, of
 * the version that comes first. Which it is does not depend on the order of the rows.
 */
final class Carriers {

    /** True for the row that stands for its example. */
    static final String CARRIER = "__carrier";

    /** True for a row that could. */
    static final String ALONE = "__alone";

    private Carriers() {}

    /**
     * Adds {@link #CARRIER}. Brings the rows of an id together in a shuffle.
     *
     * @param preferred versions that come first, in this order; the others follow by name
     */
    static Dataset<Row> marked(Dataset<Row> rows, List<String> preferred) {
        // All windows are of the id, so that its rows travel once.
        Column places = count(when(Conformed.hasPlace(), lit(1)))
                .over(Window.partitionBy(col(Conformed.ID))
                        .orderBy(col(Conformed.VERSION))
                        .rangeBetween(Window.currentRow(), Window.currentRow()));
        Column first = row_number()
                .over(Window.partitionBy(col(Conformed.ID))
                        .orderBy(not(col(ALONE)), rank(preferred), col(Conformed.VERSION)));
        return rows.withColumn(ALONE, col(Conformed.STATUS).isNull().and(places.equalTo(1)))
                .withColumn(CARRIER, col(ALONE).and(first.equalTo(1)))
                .drop(ALONE);
    }

    private static Column rank(List<String> preferred) {
        Column rank = lit(preferred.size());
        for (int i = preferred.size() - 1; i >= 0; i--) {
            rank = when(col(Conformed.VERSION).equalTo(preferred.get(i)), lit(i))
                    .otherwise(rank);
        }
        return rank;
    }
}
