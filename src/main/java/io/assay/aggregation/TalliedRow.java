package io.assay.aggregation;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.dimension.Cell;
import io.assay.input.Conformed;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What the tallying pass gives: rows of several kinds in one schema, told apart by {@link #KIND}. */
final class TalliedRow {

    static final String KIND = "kind";
    static final String CELL = "cell";
    static final String TALLIES = "tallies";
    static final String COUNTS = "counts";
    static final String SEEN = "seen";
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
            .add("unit", DataTypes.LongType)
            .add("cells", DataTypes.BinaryType);

    private TalliedRow() {}

    static Row cell(Cell cell, CellTally tally) {
        return row(CELL, cell.partition(), cell.slice(), tally.toBytes());
    }

    static Row counts(Counts counts) {
        return row(COUNTS, null, null, counts.toBytes());
    }

    /** Tallies of some of the cells. */
    static Row tallies(int part, byte[] state) {
        return row(TALLIES, String.valueOf(part), null, state);
    }

    /** Fingerprints of ids, a block of {@link SeenIds}. */
    static Row seen(int part, byte[] block) {
        return row(SEEN, String.valueOf(part), null, block);
    }

    /**
     * A row that is set aside.
     *
     * @param id as text; that of a duplicate its fingerprint, from which it is found again
     */
    static Row quarantined(
            String side, String reason, @Nullable String record, @Nullable String version, @Nullable String id) {
        return row(
                QUARANTINED,
                null,
                null,
                null,
                side,
                version,
                id == null || id.startsWith(Conformed.NO_ID) ? null : id,
                reason,
                record);
    }

    /**
     * What is kept of rows for sorting.
     *
     * @param ordered indexes of the losses whose aggregate is an order statistic
     */
    record Keeping(int[] ordered, KeptLayout kept) implements Serializable {

        /**
         * A row of a version: what the rankings need, then the losses. For a curve that is the score beside its label; for
         * a correlation the label by itself, and then the same.
         */
        Row row(String version, KeptCells.Told cells, ScoredBatch batch, int row, long unit) {
            @Nullable Object[] values = new Object[kept.losses() + ordered.length];
            @Nullable Object[] labels = new Object[kept.losses()];
            for (int i = 0; i < kept.rankings().size(); i++) {
                rank(i, batch, row, 0, values, labels);
            }
            for (int i = 0; i < ordered.length; i++) {
                values[kept.losses() + i] = loss(batch, i, row);
            }
            return kept(version, null, cells, values, labels, batch.weight[row], unit);
        }

        private @Nullable Double loss(ScoredBatch batch, int i, int row) {
            double loss = batch.loss[ordered[i]][row];
            return Double.isNaN(loss) ? null : loss;
        }

        private static @Nullable Double orNull(double value) {
            return ScoredBatch.isAbsent(value) ? null : value;
        }

        private void rank(
                int ranking,
                ScoredBatch batch,
                int row,
                int offset,
                @Nullable Object[] values,
                @Nullable Object[] labels) {
            int place = offset + kept.place(ranking);
            Double score = orNull(batch.score[ranking][row]);
            Double label = orNull(batch.label[ranking][row]);
            if (kept.rankings().get(ranking).kind() == Kind.CORRELATION) {
                values[place++] = score == null ? null : label;
            }
            values[place] = score;
            labels[place] = label;
        }

        /** A pair: the same of both sides, as {@link KeptLayout} says. What only one side has is left out. */
        Row pair(VersionPair versions, KeptCells.Told cells, RowPair pair, long unit) {
            @Nullable Object[] values = new Object[kept.places()];
            @Nullable Object[] labels = new Object[kept.places()];
            ScoredBatch ours = pair.candidates();
            ScoredBatch theirs = pair.baselines();
            for (int i = 0; i < kept.rankings().size(); i++) {
                if (!ScoredBatch.isAbsent(ours.score[i][pair.candidate()])
                        && !ScoredBatch.isAbsent(theirs.score[i][pair.baseline()])) {
                    rank(i, ours, pair.candidate(), 0, values, labels);
                    rank(i, theirs, pair.baseline(), kept.theirRankings(), values, labels);
                }
            }
            for (int i = 0; i < ordered.length; i++) {
                Double candidate = loss(ours, i, pair.candidate());
                Double baseline = loss(theirs, i, pair.baseline());
                if (candidate != null && baseline != null) {
                    values[kept.losses() + i] = candidate;
                    values[kept.theirLosses() + i] = baseline;
                }
            }
            return kept(versions.baseline(), versions.candidate(), cells, values, labels, pair.weight(), unit);
        }

        private static Row kept(
                String version,
                @Nullable String candidate,
                KeptCells.Told cells,
                @Nullable Object[] values,
                @Nullable Object[] labels,
                double weight,
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
                    cells.partitions(),
                    cells.slices(),
                    values,
                    labels,
                    weight,
                    candidate,
                    unit,
                    cells.cells());
        }
    }

    private static Row row(@Nullable Object... values) {
        @Nullable Object[] all = new Object[SCHEMA.size()];
        System.arraycopy(values, 0, all, 0, values.length);
        return RowFactory.create(all);
    }
}
