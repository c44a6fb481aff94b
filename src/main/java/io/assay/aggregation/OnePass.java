package io.assay.aggregation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.assay.cost.MetricBasis;
import io.assay.dimension.Cell;
import io.assay.input.Conformed;
import io.assay.input.RowCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Reads the sources once and tallies everything. Rows are brought together by their id (or cluster) in one shuffle, so
 * that versions are paired without a join; what the tallying gives is kept, and costs, quarantine and sorted statistics
 * are all read from there. Two things are reasons for a second read: duplicated ids, whose rows nobody kept, and a
 * lost executor, whose rows Spark read twice, so that they have to be counted anew.
 */
public final class OnePass implements AutoCloseable {

    /** Setting of a session that keeps rows off the fastest road: {@code rows}, or {@code plain}. */
    public static final String ROAD = ScoredRows.ROAD;

    private final SparkSession spark;
    private final TallyPlan plan;
    private final Conformed conformed;
    private final ScoredRows rows;
    private final GroupLimit limit;
    private final Dataset<Row> tallied;

    /** Prepares the pass; no row is read before {@link #run}. */
    public OnePass(SparkSession spark, TallyPlan plan, Conformed conformed) {
        this.spark = spark;
        this.plan = plan;
        this.conformed = conformed;
        Dataset<Row> scored = new Scorer(plan).score(conformed);
        this.rows = ScoredRows.of(spark, scored, plan);
        int partitions = MeetingPartitions.of(spark, List.of(scored));
        this.limit = new GroupLimit(
                plan.groups(), partitions, GroupMemory.of(JavaSparkContext.fromSparkContext(spark.sparkContext())));
        Tallier tallier = new Tallier(plan, conformed.paired(), limit, parts());
        this.tallied = spark.createDataFrame(rows.tallied(tallier, partitions), TalliedRow.SCHEMA)
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** So many tasks bring the tallies together. */
    private int parts() {
        return spark.sparkContext().defaultParallelism();
    }

    /** Reads and tallies. */
    public Tallied run() {
        Counts counts = new Counts();
        SortedMap<Cell, CellTally> cells = cells(counts);
        boolean duplicates = counts.of(Counts.ROWS, Counts.QUARANTINED, Counts.DUPLICATE_ID) > 0;
        OrderStatistics.Values sorted = plan.keepsRows()
                ? new OrderStatistics(ofKind(TalliedRow.KEPT), cells, plan).read()
                : OrderStatistics.Values.none();
        OptionalLong passed = passed(counts);
        long read = passed.orElseGet(() -> recounted(conformed.read()));
        long readLabels = passed.isPresent() ? counts.total(Counts.LABELS) : recounted(conformed.readLabels());
        return new Tallied(
                cells,
                counts,
                duplicates ? withDuplicates() : quarantined(),
                sorted.ranked(),
                sorted.quantiles(),
                sorted.pairedQuantiles(),
                read,
                readLabels,
                1 + (duplicates ? 1 : 0) + (passed.isPresent() ? 0 : 1),
                rows.road());
    }

    /** Counts, and gives the tallies of all cells. */
    private SortedMap<Cell, CellTally> cells(Counts counts) {
        try (GroupGuard guard = GroupGuard.over(spark.sparkContext())) {
            return guard.run(() -> {
                describe("read, score and tally");
                for (Row row :
                        ofKind(TalliedRow.COUNTS).select(TalliedRow.STATE).collectAsList()) {
                    counts.add(Counts.fromBytes(row.getAs(0)));
                }
                describe("bring the tallies together");
                return summed(counts);
            });
        }
    }

    private SortedMap<Cell, CellTally> summed(Counts counts) {
        int losses = plan.losses().size();
        boolean clustered = plan.columns().cluster().isPresent();
        ArrayList<MetricBasis> bases = new ArrayList<>(plan.metrics().bases());
        JavaPairRDD<String, byte[]> tallies = ofKind(TalliedRow.TALLIES)
                .select("partition", TalliedRow.STATE)
                .toJavaRDD()
                .mapToPair(row -> new Tuple2<>(row.getString(0), row.<byte[]>getAs(1)));
        limit.check(
                counts,
                bytesOfGroup(counts),
                () -> tallies.values().flatMap(TallyState::cellsIn).distinct().count());
        List<byte[]> parts = tallies.groupByKey(parts())
                .map(part -> TallyState.sum(losses, bases, clustered, part._2()))
                .collect();
        // How many groups each task had is no property of the rows.
        counts.remove(Counts.GROUPS);
        TallyState state = new TallyState(losses, bases, clustered);
        parts.forEach(state::read);
        return state.cells();
    }

    private long bytesOfGroup(Counts counts) {
        return GroupMemory.onDriver(
                plan.losses().size(),
                counts.below(Counts.USED).size(),
                counts.below(Counts.SHARED).size());
    }

    /** The rows that the sources gave, where those of both sides are accounted for; else they are to be counted again. */
    private OptionalLong passed(Counts counts) {
        OptionalLong predictions = passed(conformed.read());
        OptionalLong labels = passed(conformed.readLabels());
        boolean accounted = predictions.isPresent()
                && labels.isPresent()
                && predictions.getAsLong() * conformed.copies() == counts.total(Counts.ROWS)
                && labels.getAsLong() == counts.total(Counts.LABELS);
        return accounted ? predictions : OptionalLong.empty();
    }

    private OptionalLong passed(List<RowCounter> counters) {
        long sum = 0;
        for (RowCounter counter : counters) {
            OptionalLong passed = rows.read(counter);
            if (passed.isEmpty()) {
                return passed;
            }
            sum += passed.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private static long recounted(List<RowCounter> counters) {
        return counters.stream().mapToLong(RowCounter::recounted).sum();
    }

    private Dataset<Row> ofKind(String kind) {
        return tallied.filter(col(TalliedRow.KIND).equalTo(kind));
    }

    private Dataset<Row> quarantined() {
        return ofKind(TalliedRow.QUARANTINED).select("side", "reason", "model_version", "id", "record");
    }

    /** The rows set aside, with the records of duplicates fetched from the sources again. */
    private Dataset<Row> withDuplicates() {
        Dataset<Row> set = quarantined();
        Column duplicate = col("side").equalTo(Counts.ROWS).and(col("reason").equalTo(Counts.DUPLICATE_ID));
        Dataset<Row> keys = set.filter(duplicate)
                .select(col("model_version").as("duplicate_version"), col("id").as("duplicate"))
                .distinct();
        Dataset<Row> records = conformed
                .rows()
                .filter(Conformed.hasPlace().and(not(col(Conformed.LABELS_ONLY))))
                .join(
                        keys,
                        col(Conformed.VERSION)
                                .equalTo(col("duplicate_version"))
                                .and(FingerprintColumns.text(col(Conformed.ID)).equalTo(col("duplicate"))),
                        "left_semi")
                .select(
                        lit(Counts.ROWS).as("side"),
                        lit(Counts.DUPLICATE_ID).as("reason"),
                        col(Conformed.VERSION).as("model_version"),
                        col(Conformed.ID).as("id"),
                        conformed.record().as("record"));
        return set.filter(not(duplicate)).unionByName(records);
    }

    private void describe(String what) {
        spark.sparkContext().setJobDescription("assay: " + what);
    }

    /** Gives back what was kept. */
    @Override
    public void close() {
        tallied.unpersist(false);
    }
}
