package io.assay.input;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The examples that an added version will say something of. Builds a plan only. */
public final class Examples {

    private Examples() {}

    /**
     * Of each example the row that the added version copies; of wide rows those of the first version. Besides all rows of
     * versions of the data that are called like it.
     *
     * @return the columns of {@link Conformed#rows}
     */
    public static Dataset<Row> of(
            AddedVersion added, SourceReader reader, Columns columns, List<Source> predictions, List<Source> labels) {
        Dataset<Row> rows = new Conformer(reader, columns.ofOneVersion())
                .conform(predictions, labels)
                .rows();
        if (columns.isWide() && columns.id().isEmpty()) {
            return rows.filter(col(Conformed.STATUS).isNull());
        }
        Column same = Conformed.hasPlace().and(col(Conformed.VERSION).equalTo(added.name()));
        return Carriers.marked(rows, added.preferred())
                .filter(col(Carriers.CARRIER).or(same))
                .drop(Carriers.CARRIER);
    }
}
