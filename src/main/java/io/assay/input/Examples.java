package io.assay.input;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The examples that an added version will say something of. Builds a plan only. */
public final class Examples {

    /** The column that is true of each example once. */
    public static final String CARRIER = Carriers.CARRIER;

    private Examples() {}

    /**
     * All usable rows of all versions, but for saved models where there are others, with {@link Carriers#CARRIER}, which is
     * true of each example once: for the row that the added version copies. Besides, all rows of versions of the data that are
     * called like it.
     *
     * @return the columns of {@link Conformed#rows} and that one
     */
    public static Dataset<Row> of(
            AddedVersion added, SourceReader reader, Columns columns, List<Source> predictions, List<Source> labels) {
        Columns some = columns.withFewestModels();
        Dataset<Row> rows =
                new Conformer(reader, some).conform(predictions, labels).rows();
        Column usable = col(Conformed.STATUS).isNull();
        if (some.isWide() && some.id().isEmpty()) {
            String first = Stream.concat(some.wide().keySet().stream(), some.models().keySet().stream())
                    .findFirst()
                    .orElseThrow();
            return rows.filter(usable)
                    .withColumn(CARRIER, col(Conformed.VERSION).equalTo(first));
        }
        return Carriers.marked(rows, added.preferred()).filter(usable.or(isNamed(added)));
    }

    /**
     * The rows of versions of the data that are called like an added version: none where versions stand side by side, whose
     * names are known.
     *
     * @return the columns of {@link Conformed#rows}
     */
    public static Dataset<Row> named(
            AddedVersion added, SourceReader reader, Columns columns, List<Source> predictions, List<Source> labels) {
        Dataset<Row> rows = new Conformer(reader, columns.withFewestModels())
                .conform(predictions, labels)
                .rows();
        return rows.filter(isNamed(added));
    }

    private static Column isNamed(AddedVersion added) {
        return Conformed.hasPlace().and(col(Conformed.VERSION).equalTo(added.name()));
    }
}
