package io.assay.input;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Rows in one shape: every column of the sources, {@code label} and {@code prediction} as configured, and the columns
 * named here. One row per model version, in long form whatever the input was; nothing is left out yet.
 *
 * @param rows the rows
 * @param source the columns of the sources alone
 * @param paired whether rows of several versions share ids
 * @param copies how many rows each row read becomes: one per version of a wide dataset
 * @param read counts, while a pass runs, what each source of the dataset (or of the predictions) gives
 * @param readLabels the same for the labels' side of a join
 * @param made the version whose rows the job makes besides: none of them was read
 */
public record Conformed(
        Dataset<Row> rows,
        StructType source,
        boolean paired,
        int copies,
        List<RowCounter> read,
        List<RowCounter> readLabels,
        Optional<String> made) {

    public Conformed {
        read = List.copyOf(read);
        readLabels = List.copyOf(readLabels);
    }

    /** Rows that were all read. */
    Conformed(
            Dataset<Row> rows,
            StructType source,
            boolean paired,
            int copies,
            List<RowCounter> read,
            List<RowCounter> readLabels) {
        this(rows, source, paired, copies, read, readLabels, Optional.empty());
    }

    /** Null for a usable row; otherwise one of the words below, or {@link #QUARANTINED} with a reason behind it. */
    public static final String STATUS = "__status";

    /** True for a row of the labels' side that no prediction matched. */
    public static final String LABELS_ONLY = "__labels_only";

    /** How many rows of the labels' side were matched. */
    public static final String MATCHED_LABELS = "__matched_labels";

    /**
     * The rows read that a gathered row stands for, an array of {@code status, record, id, label, prediction}: the status
     * is null where the row has none of its own, the record where it was not set aside for its own sake. There only where
     * rows are gathered.
     */
    public static final String ITEMS = "__items";

    /**
     * A number that stands for the labels of the items that a gathered row stands for: two versions of a group whose labels of
     * an item differ have different ones. There only where rows are gathered.
     */
    public static final String ITEM_LABELS = "__item_labels";

    /** The example's id as text; never null: a row without one has a text that begins with {@link #NO_ID}. */
    public static final String ID = "__id";

    /**
     * The name of a row among the samples of its example as text, the example's name before it. There only where samples are
     * averaged and have names; null for a row without one.
     */
    public static final String SAMPLE = "__sample";

    /** What the made-up id of a row begins with that has none, and the made-up cluster of a row without a cluster. */
    public static final String NO_ID = "\u0000";

    /** What stands for a row as it was read, where its columns do not: the text of a record that could not be parsed. */
    static final String RAW = "__raw";

    public static final String VERSION = "__version";

    /** The independent unit as text: the id where no cluster is configured, the example alone where it is null. */
    public static final String CLUSTER = "__cluster";

    /** Where there are two ways to cluster, the cluster by the first; {@link #CLUSTER} is their crossing then. */
    public static final String ONE_CLUSTER = "__one_cluster";

    /** The cluster by the second. */
    public static final String OTHER_CLUSTER = "__other_cluster";

    public static final String WEIGHT = "__weight";

    public static final String FILTERED = "filtered";
    public static final String UNMATCHED = "unmatched";
    public static final String UNLABELLED = "unlabelled";
    public static final String UNVERSIONED = "unversioned";

    /** What a status begins with that sets a row aside; the reason follows. */
    public static final String QUARANTINED = "quarantined:";

    static final String CORRUPT_RECORD = QUARANTINED + "corrupt_record";
    static final String ID_NULL = QUARANTINED + "id_null";

    /** The statuses of rows that are no row of an example and a version. */
    private static final Set<String> PLACELESS = Set.of(FILTERED, UNVERSIONED, CORRUPT_RECORD, ID_NULL);

    /**
     * Whether a row of this status takes the place of its version in an example, usable or not: a second row there is a
     * duplicate.
     */
    public static boolean hasPlace(@Nullable String status) {
        return status == null || !PLACELESS.contains(status);
    }

    /** The same as a column. */
    public static Column hasPlace() {
        Column status = functions.col(STATUS);
        return status.isNull().or(functions.not(status.isin(PLACELESS.toArray())));
    }

    /** Where a source's column stands whose name the label or the prediction has taken. */
    static final String READ = "__read_";

    /** The column that keeps what was read as {@code name}. */
    static String asRead(String name) {
        return READ + name.toLowerCase(java.util.Locale.ROOT);
    }

    /** The same with other rows, of the same columns and more. */
    public Conformed withRows(Dataset<Row> others) {
        return new Conformed(others, source, paired, copies, read, readLabels, made);
    }

    /** The row as read, for the rows that are set aside: as one line of JSON, or as it stood where that was broken. */
    public Column record() {
        Set<String> columns = Set.of(rows.columns());
        Column json = functions.to_json(functions.struct(Arrays.stream(source.fields())
                .map(field -> {
                    String kept = asRead(field.name());
                    String column = columns.contains(kept) ? kept : field.name();
                    return Expressions.json(column, field.dataType()).as(field.name());
                })
                .toArray(Column[]::new)));
        return functions.coalesce(functions.col(RAW), json);
    }
}
