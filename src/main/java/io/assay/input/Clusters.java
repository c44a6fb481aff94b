package io.assay.input;

import static io.assay.input.Conformed.CLUSTER;
import static io.assay.input.Conformed.ID;
import static io.assay.input.Conformed.ONE_CLUSTER;
import static io.assay.input.Conformed.OTHER_CLUSTER;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/** Names the clusters that rows are of: by one column, or by two and by their crossing. */
final class Clusters {

    private Clusters() {}

    /**
     * The clusters as each row names them, null where it does not.
     *
     * @param id of the row, which is its cluster where none is configured
     */
    static List<Column> values(Columns columns, StructType schema, Column id) {
        List<Column> values = new ArrayList<>();
        values.add(columns.cluster().map(text -> text(text, schema)).orElse(id).as(CLUSTER));
        columns.otherCluster().ifPresent(other -> values.add(text(other, schema).as(OTHER_CLUSTER)));
        return values;
    }

    private static Column text(String sql, StructType schema) {
        return expr(Expressions.sql(sql, schema)).cast("string");
    }

    /** The rows with clusters that all rows of an id share. */
    static Dataset<Row> ofIds(Columns columns, Dataset<Row> rows) {
        if (columns.twoWay()) {
            return rows.withColumn(ONE_CLUSTER, ofId(CLUSTER))
                    .withColumn(OTHER_CLUSTER, ofId(OTHER_CLUSTER))
                    .withColumn(CLUSTER, crossing(columns));
        }
        return columns.cluster().isPresent() ? rows.withColumn(CLUSTER, ofId(CLUSTER)) : rows;
    }

    /** Named alike whichever way is configured first, since its name decides in which bucket it is. */
    private static Column crossing(Columns columns) {
        boolean inOrder =
                columns.cluster().orElse("").compareTo(columns.otherCluster().orElse("")) <= 0;
        return inOrder
                ? Keys.together(col(ONE_CLUSTER), col(OTHER_CLUSTER))
                : Keys.together(col(OTHER_CLUSTER), col(ONE_CLUSTER));
    }

    /**
     * One cluster for all rows of an id, or its versions could not be brought together: where they name several, the
     * last in the order of texts; where none names one, the id is a cluster of its own.
     */
    private static Column ofId(String cluster) {
        Column named = max(col(cluster)).over(Window.partitionBy(col(ID)));
        return coalesce(named, concat(lit(Conformed.NO_ID), col(ID)));
    }
}
