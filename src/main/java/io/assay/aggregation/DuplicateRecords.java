package io.assay.aggregation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;

import io.assay.input.Conformed;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The records of rows with repeated ids. Nobody kept them, as nobody knew of the second when the first came, so that the
 * sources are read for them again. What these no longer have is listed without a record, under the fingerprint of its id.
 */
final class DuplicateRecords {

    private static final String NUMBER = "number";

    private final Conformed conformed;
    private final Column own;

    DuplicateRecords(TallyPlan plan, Conformed conformed) {
        this.conformed = conformed;
        this.own = ScoredSchema.of(plan).hasNamedSamples() ? col(Conformed.SAMPLE) : col(Conformed.ID);
    }

    /**
     * All rows set aside, each as often as before.
     *
     * @param set those rows, of which duplicates have fingerprints for ids and no records
     */
    Dataset<Row> addedTo(Dataset<Row> set) {
        Column duplicate = col("side").equalTo(Counts.ROWS).and(col("reason").equalTo(Counts.DUPLICATE_ID));
        Dataset<Row> counted = set.filter(duplicate)
                .select(col("model_version"), col("id").as("fingerprint"))
                .withColumn(NUMBER, numberedBy(col("fingerprint")));
        Dataset<Row> listed = counted.join(records(counted), counted.columns(), "left_outer")
                .select(
                        lit(Counts.ROWS).as("side"),
                        lit(Counts.DUPLICATE_ID).as("reason"),
                        col("model_version"),
                        coalesce(col("id"), col("fingerprint")).as("id"),
                        col("record"));
        return set.filter(not(duplicate)).unionByName(listed);
    }

    /** The rows of the sources that were counted, in the order of their records within a version and an id. */
    private Dataset<Row> records(Dataset<Row> counted) {
        Dataset<Row> keys = counted.select(
                        col("model_version").as("duplicate_version"),
                        col("fingerprint").as("duplicate"))
                .distinct();
        return conformed
                .rows()
                .filter(Conformed.hasPlace().and(not(col(Conformed.LABELS_ONLY))))
                .join(
                        keys,
                        col(Conformed.VERSION)
                                .equalTo(col("duplicate_version"))
                                .and(FingerprintColumns.text(own).equalTo(col("duplicate"))),
                        "left_semi")
                .select(
                        col(Conformed.VERSION).as("model_version"),
                        FingerprintColumns.text(own).as("fingerprint"),
                        own.as("id"),
                        conformed.record().as("record"))
                .withColumn(NUMBER, numberedBy(col("record")));
    }

    /** Numbers the rows of a version and a fingerprint. */
    private static Column numberedBy(Column order) {
        return row_number()
                .over(Window.partitionBy("model_version", "fingerprint").orderBy(order));
    }
}
