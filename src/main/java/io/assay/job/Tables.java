package io.assay.job;

import io.assay.report.Evaluation;
import io.assay.report.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Published tables as datasets, with the columns that every other format has. */
final class Tables {

    private Tables() {}

    /** The rows of {@code table}, in their order, in one Spark partition. */
    static <R> Dataset<Row> dataset(SparkSession spark, Table<R> table, Evaluation evaluation) {
        StructType schema = new StructType();
        for (Table.Column<R> column : table.columns()) {
            schema = schema.add(column.name(), type(column.type()));
        }
        List<Row> rows = new ArrayList<>();
        for (R row : table.rows(evaluation)) {
            rows.add(RowFactory.create(table.values(evaluation, row).toArray()));
        }
        return spark.createDataFrame(rows, schema).coalesce(1);
    }

    private static DataType type(Table.Type type) {
        return switch (type) {
            case TEXT -> DataTypes.StringType;
            case COUNT -> DataTypes.LongType;
            case NUMBER -> DataTypes.DoubleType;
        };
    }
}
