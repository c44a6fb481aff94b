package io.assay.input;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * The names of the columns that rows are given on their way from a source to a tally. No source may have one of its own
 * that is called so, in whatever case: it would be replaced.
 */
public final class ReservedNames {

    /** What the column begins with, before its index, that holds a loss of a row. */
    public static final String LOSS = "__loss_";

    /** The same for a loss as it was computed, NaN and infinite ones too. */
    public static final String RAW_LOSS = "__raw_";

    /** The same for the reason why a row has no such loss. */
    public static final String REASON = "__reason_";

    /** The same for what a version that the job adds says for a loss with a prediction of its own. */
    public static final String SAID = "__trivial_";

    private static final Set<String> NAMES = Set.of(
            SourceReader.CORRUPT,
            Conformed.STATUS,
            Conformed.LABELS_ONLY,
            Conformed.MATCHED_LABELS,
            Conformed.ITEMS,
            Conformed.ITEM_LABELS,
            Conformed.ID,
            Conformed.SAMPLE,
            Samples.EXAMPLE,
            Conformed.RAW,
            Conformed.VERSION,
            Conformed.CLUSTER,
            Conformed.ONE_CLUSTER,
            Conformed.OTHER_CLUSTER,
            Conformed.WEIGHT,
            Conformer.JOIN_KEY,
            Conformer.LABEL_JOIN_KEY,
            Conformer.SOURCE_FILTERED,
            Conformer.KEY,
            Conformer.LABEL_KEY,
            Conformer.LABEL_ROW,
            Conformer.LABEL_COUNT,
            Conformer.LABEL_SIDE,
            Conformer.PREDICTION_SIDE,
            Conformer.LABEL_RAW,
            Conformer.LABEL_STATUS,
            Conformer.LABEL,
            Conformer.PREDICTION,
            Conformer.WIDE,
            Carriers.CARRIER,
            Carriers.ALONE,
            AddedRows.LAST,
            AddedRows.SERIES,
            AddedRows.TIME,
            AddedRows.PLACE,
            AddedRows.AT_ONCE,
            AddedRows.BEFORE,
            AddedRows.BOTH,
            GroupConformer.ITEM,
            GroupConformer.GROUP,
            GroupConformer.RECORD,
            GroupConformer.LABEL_NUMBER,
            GroupConformer.PREDICTION_NUMBER);

    private static final List<String> NUMBERED = List.of(LOSS, RAW_LOSS, REASON, SAID);

    private ReservedNames() {}

    /** Whether a column of this name is Assay's own. */
    public static boolean contains(String column) {
        String name = column.toLowerCase(Locale.ROOT);
        return NAMES.contains(name)
                || name.startsWith(Conformed.READ)
                || name.startsWith(ModelColumns.RESERVED)
                || NUMBERED.stream().anyMatch(prefix -> name.matches(prefix + "\\d+"));
    }

    /** Those among the columns of a schema. */
    static List<String> in(StructType schema) {
        return Arrays.stream(schema.fieldNames())
                .filter(ReservedNames::contains)
                .toList();
    }
}
