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
        return dataset(
                spark,
                table.columnNames(),
                table.columns().stream().map(Table.Column::type).toList(),
                table.rows(evaluation).stream()
                        .map(row -> table.values(evaluation, row))
                        .toList());
    }

    /** The same of any table by its columns' names and types. */
    static Dataset<Row> dataset(
            SparkSession spark, List<String> names, List<Table.Type> types, List<List<Object>> values) {
        StructType schema = new StructType();
        for (int i = 0; i < names.size(); i++) {
            schema = schema.add(names.get(i), type(types.get(i)));
        }
        List<Row> rows = new ArrayList<>();
        for (List<Object> row : values) {
            rows.add(RowFactory.create(row.toArray()));
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
