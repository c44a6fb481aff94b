package io.assay.aggregation;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
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
            .add("labels", DataTypes.createArrayType(DataTypes.DoubleType))
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

    static Row quarantined(String side, String reason, @Nullable String record, Row scored) {
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
                record);
    }

    /**
     * What is kept of rows for sorting.
     *
     * @param ordered indexes of the losses whose aggregate is an order statistic
     */
    record Keeping(ScoredLayout layout, int[] ordered, KeptLayout kept) implements Serializable {

        /**
         * A row of a version: what the rankings need, then the losses. For a curve that is the score beside its label; for
         * a correlation the label by itself, and then the same.
         */
        Row row(String version, List<Cell> cells, Row scored, long unit) {
            @Nullable Object[] values = new Object[kept.losses() + ordered.length];
            @Nullable Object[] labels = new Object[kept.losses()];
            for (int i = 0; i < kept.rankings().size(); i++) {
                rank(i, scored, 0, values, labels);
            }
            for (int i = 0; i < ordered.length; i++) {
                values[kept.losses() + i] = scored.get(layout.loss(ordered[i]));
            }
            return kept(version, null, cells, values, labels, scored, unit);
        }

        private void rank(int ranking, Row scored, int offset, @Nullable Object[] values, @Nullable Object[] labels) {
            int place = offset + kept.place(ranking);
            if (kept.rankings().get(ranking).kind() == Kind.CORRELATION) {
                values[place++] = scored.isNullAt(layout.score(ranking)) ? null : scored.get(layout.label(ranking));
            }
            values[place] = scored.get(layout.score(ranking));
            labels[place] = scored.get(layout.label(ranking));
        }

        /** A pair: the same of both sides, as {@link KeptLayout} says. What only one side has is left out. */
        Row pair(VersionPair pair, List<Cell> cells, Row candidate, Row baseline, long unit) {
            @Nullable Object[] values = new Object[kept.places()];
            @Nullable Object[] labels = new Object[kept.places()];
            for (int i = 0; i < kept.rankings().size(); i++) {
                if (!candidate.isNullAt(layout.score(i)) && !baseline.isNullAt(layout.score(i))) {
                    rank(i, candidate, 0, values, labels);
                    rank(i, baseline, kept.theirRankings(), values, labels);
                }
            }
            for (int i = 0; i < ordered.length; i++) {
                int loss = layout.loss(ordered[i]);
                if (!candidate.isNullAt(loss) && !baseline.isNullAt(loss)) {
                    values[kept.losses() + i] = candidate.get(loss);
                    values[kept.theirLosses() + i] = baseline.get(loss);
                }
            }
            return kept(pair.baseline(), pair.candidate(), cells, values, labels, baseline, unit);
        }

        private Row kept(
                String version,
                @Nullable String candidate,
                List<Cell> cells,
                @Nullable Object[] values,
                @Nullable Object[] labels,
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
                    labels,
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
