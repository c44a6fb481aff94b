package io.assay.aggregation;

import io.assay.dimension.Cell;
import io.assay.input.Conformed;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What the tallying pass gives: rows of four kinds in one schema, told apart by {@link #KIND}. */
final class TalliedRow {

    static final String KIND = "kind";
    static final String CELL = "cell";
    static final String COUNTS = "counts";
    static final String QUARANTINED = "quarantined";
    static final String KEPT = "kept";

    static final String STATE = "state";

    static final StructType SCHEMA = new StructType()
            .add(KIND, DataTypes.StringType, false)
            .add("partition", DataTypes.StringType)
            .add("slice", DataTypes.StringType)
            .add(STATE, DataTypes.BinaryType)
            .add("side", DataTypes.StringType)
            .add("model_version", DataTypes.StringType)
            .add("id", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("record", DataTypes.StringType)
            .add("partitions", DataTypes.createArrayType(DataTypes.StringType))
            .add("slices", DataTypes.createArrayType(DataTypes.StringType))
            .add("values", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("label", DataTypes.DoubleType)
            .add("weight", DataTypes.DoubleType)
            .add("candidate", DataTypes.StringType)
            .add("unit", DataTypes.LongType);

    private TalliedRow() {}

    static Row cell(Cell cell, CellTally tally) {
        return row(CELL, cell.partition(), cell.slice(), tally.toBytes());
    }

    static Row counts(Counts counts) {
        return row(COUNTS, null, null, counts.toBytes());
    }

    static Row quarantined(String side, String reason, Row scored) {
        String id = scored.getString(ScoredLayout.ID);
        return row(
                QUARANTINED,
                null,
                null,
                null,
                side,
                scored.getString(ScoredLayout.VERSION),
                id.startsWith(Conformed.NO_ID) ? null : id,
                reason,
                scored.getString(ScoredLayout.RECORD));
    }

    /**
     * What is kept of rows for sorting.
     *
     * @param ordered indexes of the losses whose aggregate is an order statistic
     * @param score whether there is a score to rank by
     */
    record Keeping(ScoredLayout layout, int[] ordered, boolean score) implements Serializable {

        /** A row of a version: the score, if any, then the losses. */
        Row row(String version, List<Cell> cells, Row scored, long unit) {
            @Nullable Object[] values = new Object[ordered.length + 1];
            values[0] = score ? scored.get(layout.score()) : null;
            for (int i = 0; i < ordered.length; i++) {
                values[i + 1] = scored.get(layout.loss(ordered[i]));
            }
            return kept(version, null, cells, values, scored, unit);
        }

        /** A pair: no score, the candidate's losses, then the baseline's; those that only one side has are left out. */
        Row pair(VersionPair pair, List<Cell> cells, Row candidate, Row baseline, long unit) {
            @Nullable Object[] values = new Object[2 * ordered.length + 1];
            for (int i = 0; i < ordered.length; i++) {
                int loss = layout.loss(ordered[i]);
                if (!candidate.isNullAt(loss) && !baseline.isNullAt(loss)) {
                    values[i + 1] = candidate.get(loss);
                    values[i + 1 + ordered.length] = baseline.get(loss);
                }
            }
            return kept(pair.baseline(), pair.candidate(), cells, values, baseline, unit);
        }

        private Row kept(
                String version,
                @Nullable String candidate,
                List<Cell> cells,
                @Nullable Object[] values,
                Row scored,
                long unit) {
            return TalliedRow.row(
                    KEPT,
                    null,
                    null,
                    null,
                    null,
                    version,
                    null,
                    null,
                    null,
                    cells.stream().map(Cell::partition).toArray(String[]::new),
                    cells.stream().map(Cell::slice).toArray(String[]::new),
                    values,
                    scored.get(layout.label()),
                    scored.getDouble(ScoredLayout.WEIGHT),
                    candidate,
                    unit);
        }
    }

    private static Row row(@Nullable Object... values) {
        @Nullable Object[] all = new Object[SCHEMA.size()];
        System.arraycopy(values, 0, all, 0, values.length);
        return RowFactory.create(all);
    }
}
