package io.assay.aggregation;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Pairs that a pass keeps besides its tallies: two rows of one example, with every loss of both and what the baseline's row says
 * of each axis. They are the pairs that are tallied, no more and no fewer.
 */
public final class KeptPairs {

    static final String KIND = "paired";

    /** Columns of {@link OnePass#pairs}, by their places. */
    public static final int BASELINE = 0;

    public static final int CANDIDATE = 1;

    /** By axis: the value as text, null for a missing one; of a predicate {@code true} or {@code false}. */
    public static final int AXES = 2;

    /** The candidate's losses, then the baseline's; null for a loss that a row has not. */
    public static final int LOSSES = 3;

    public static final int WEIGHT = 4;

    /** A number that the pairs of a unit share, and no others do in this pass. */
    public static final int UNIT = 5;

    private static final List<String> COLUMNS =
            List.of("model_version", "candidate", "slices", "values", "weight", "unit");

    private static final int[] PLACES =
            COLUMNS.stream().mapToInt(TalliedRow.SCHEMA::fieldIndex).toArray();

    private static final int KIND_PLACE = TalliedRow.SCHEMA.fieldIndex(TalliedRow.KIND);

    private KeptPairs() {}

    static Dataset<Row> of(Dataset<Row> kept) {
        return kept.selectExpr(COLUMNS.toArray(String[]::new));
    }

    /** A pair as a row of {@link TalliedRow#SCHEMA}. */
    static Row row(VersionPair versions, RowPair pair, long unit) {
        @Nullable Object[] all = new Object[TalliedRow.SCHEMA.size()];
        ScoredBatch theirs = pair.baselines();
        ScoredSchema schema = theirs.schema;
        @Nullable String[] axes = new String[schema.axes()];
        for (int axis = 0; axis < axes.length; axis++) {
            int place = schema.partitions() + axis;
            axes[axis] = theirs.dictionaries.coordinate(place).text(theirs.coordinate[place][pair.baseline()]);
        }
        @Nullable Double[] losses = new Double[2 * schema.losses()];
        for (int i = 0; i < schema.losses(); i++) {
            losses[i] = loss(pair.candidates(), i, pair.candidate());
            losses[schema.losses() + i] = loss(theirs, i, pair.baseline());
        }
        all[KIND_PLACE] = KIND;
        all[PLACES[BASELINE]] = versions.baseline();
        all[PLACES[CANDIDATE]] = versions.candidate();
        all[PLACES[AXES]] = axes;
        all[PLACES[LOSSES]] = losses;
        all[PLACES[WEIGHT]] = pair.weight();
        all[PLACES[UNIT]] = unit;
        return RowFactory.create(all);
    }

    private static @Nullable Double loss(ScoredBatch batch, int loss, int row) {
        double value = batch.loss[loss][row];
        return Double.isNaN(value) ? null : value;
    }
}
