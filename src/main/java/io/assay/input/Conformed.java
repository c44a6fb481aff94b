package io.assay.input;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

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
 */
public record Conformed(
        Dataset<Row> rows,
        StructType source,
        boolean paired,
        int copies,
        List<Observation> read,
        List<Observation> readLabels) {

    /** Under which name an observation counts rows. */
    public static final String ROWS_READ = "rows";

    public Conformed {
        read = List.copyOf(read);
        readLabels = List.copyOf(readLabels);
    }

    /** Null for a usable row; otherwise one of the words below, or {@link #QUARANTINED} with a reason behind it. */
    public static final String STATUS = "__status";

    /** True for a row of the labels' side that no prediction matched. */
    public static final String LABELS_ONLY = "__labels_only";

    /** True where a row of the labels' side was matched. */
    public static final String MATCHED_LABEL = "__matched_label";

    /** The example's id as text; never null. */
    public static final String ID = "__id";

    public static final String VERSION = "__version";

    /** The independent unit as text; the id where no cluster is configured or it is null. */
    public static final String CLUSTER = "__cluster";

    public static final String WEIGHT = "__weight";

    public static final String FILTERED = "filtered";
    public static final String UNMATCHED = "unmatched";
    public static final String UNLABELLED = "unlabelled";
    public static final String UNVERSIONED = "unversioned";

    /** What a status begins with that sets a row aside; the reason follows. */
    public static final String QUARANTINED = "quarantined:";
}
