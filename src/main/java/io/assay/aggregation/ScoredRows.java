package io.assay.aggregation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** The scored rows, by the road on which they come in batches. */
final class ScoredRows {

    private final ScoredLayout layout;
    private final JavaRDD<InternalRow> rows;

    private ScoredRows(ScoredLayout layout, JavaRDD<InternalRow> rows) {
        this.layout = layout;
        this.rows = rows;
    }

    /**
     * Chooses the road.
     *
     * @param scored what {@link Scorer} gives
     */
    static ScoredRows of(Dataset<Row> scored, TallyPlan plan) {
        return new ScoredRows(
                ScoredLayout.of(plan), scored.queryExecution().toRdd().toJavaRDD());
    }

    /** Tallies the rows, in one pass, where rows have to meet after a shuffle. */
    JavaRDD<Row> tallied(Tallier tallier) {
        ScoredLayout own = layout;
        if (!own.schema().meets()) {
            return rows.mapPartitions(in -> tallier.tally(RowRoad.ofInternal(own, in)));
        }
        return rows.coalesce(1).mapPartitions(new Together(own, tallier));
    }

    private record Together(ScoredLayout layout, Tallier tallier)
            implements FlatMapFunction<Iterator<InternalRow>, Row>, Serializable {
        @Override
        public Iterator<Row> call(Iterator<InternalRow> rows) {
            List<ScoredBatch> all = new ArrayList<>();
            Iterator<ScoredBatch> road = RowRoad.ofInternal(layout, rows);
            ScoredBatch held = null;
            while (road.hasNext()) {
                ScoredBatch next = road.next();
                for (int i = 0; i < next.size; i++) {
                    held = new ScoredBatch(layout.schema(), next.dictionaries, 1);
                    held.append(next, i);
                    all.add(held);
                }
            }
            all.sort((a, b) -> Arrays.compare(
                    new long[] {a.clusterHigh[0], a.clusterLow[0], a.idHigh[0], a.idLow[0]},
                    new long[] {b.clusterHigh[0], b.clusterLow[0], b.idHigh[0], b.idLow[0]}));
            return tallier.tally(all.iterator());
        }
    }
}
