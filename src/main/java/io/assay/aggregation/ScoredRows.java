package io.assay.aggregation;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
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

    /**
     * Tallies the rows in one pass; where rows have to meet, after a shuffle.
     *
     * @param partitions to how many Spark partitions rows are sent that have to meet
     */
    JavaRDD<Row> tallied(Tallier tallier, int partitions) {
        ScoredLayout own = layout;
        if (!own.schema().meets()) {
            return rows.mapPartitions(part -> tallier.tally(RowRoad.ofInternal(own, part)));
        }
        return Meeting.tallied(
                rows,
                part -> RowRoad.ofInternal(own, part),
                own.schema(),
                partitions,
                MeetingMemory.shareOfHeap(JavaSparkContext.fromSparkContext(rows.context())),
                tallier::tally);
    }
}
