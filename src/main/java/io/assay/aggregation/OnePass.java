package io.assay.aggregation;

import static org.apache.spark.sql.functions.col;

import io.assay.cost.Buckets;
import io.assay.cost.MetricBasis;
import io.assay.dimension.Cell;
import io.assay.input.Columns;
import io.assay.input.Conformed;
import io.assay.input.RowCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Reads the sources once and tallies everything. Rows are brought together by their id (or cluster) in one shuffle, so
 * that versions are paired without a join; the rows of a table that is bucketed by the id meet in their buckets, and where a
 * row read holds all versions of an example, they are paired where it is read. What the tallying gives is kept, and costs, quarantine and sorted statistics are all read from there.
 *
 * <p>Where rows hang together in two ways, they are scored and kept in a compact form as they are read, and tallied from there:
 * by the crossing of both ways, of which everything is read, and by either, of which tallies and ranked values are.
 *
 * <p>There are three reasons for a further read: the records of duplicated ids, which nobody kept; duplicated ids among rows
 * that were paired where they were read, and so have to meet after all, bringing their records; a
 * lost executor, whose rows Spark read twice, so that they have to be counted anew.
 */
public final class OnePass implements AutoCloseable {

    /** Setting of a session that keeps rows off the fastest road: {@code rows}, or {@code plain}. */
    public static final String ROAD = ScoredRows.ROAD;

    /** Setting of a session: {@code always} lets rows meet in a shuffle even where they need not. */
    public static final String MEETING = "spark.assay.meeting";

    private final SparkSession spark;
    private final TallyPlan plan;
    private final Conformed conformed;
    private final Optional<ClusterWays> ways;
    private final Optional<Dataset<Row>> kept;
    private RepeatedIds repeated = RepeatedIds.NONE;
    private Pass pass;
    private int reads;

    /** Prepares the pass; no row is read before {@link #run}. */
    public OnePass(SparkSession spark, TallyPlan plan, Conformed conformed) {
        this.spark = spark;
        this.plan = plan;
        this.conformed = conformed;
        this.ways = plan.columns().twoWay()
                ? Optional.of(ClusterWays.of(new Scorer(plan, repeated).score(conformed)))
                : Optional.empty();
        this.kept = ways.map(ClusterWays::crossed);
        this.pass = pass(mustMeet());
    }

    /** A pass over rows that another one has kept. */
    private OnePass(OnePass reading, Dataset<Row> kept) {
        this.spark = reading.spark;
        this.plan = reading.plan;
        this.conformed = reading.conformed;
        this.ways = Optional.empty();
        this.kept = Optional.of(kept);
        this.pass = pass(mustMeet());
    }

    /** One way through all rows. */
    private record Pass(ScoredRows rows, GroupLimit limit, Dataset<Row> tallied, String road) {}

    private boolean mustMeet() {
        Columns columns = plan.columns();
        boolean together = columns.isWide()
                && !columns.grouped()
                && columns.cluster().isEmpty()
                && columns.pairBy().isEmpty();
        return ScoredSchema.of(plan).meets() && (!together || alwaysMeets());
    }

    private boolean alwaysMeets() {
        return spark.conf().get(MEETING, "").equals("always");
    }

    private Pass pass(boolean meets) {
        reads++;
        Scorer scorer = new Scorer(plan, repeated);
        Dataset<Row> asItIs = kept.orElseGet(() -> scorer.score(conformed));
        Optional<BucketedIds.Buckets> buckets = buckets(meets, asItIs, () -> scorer.score(conformed));
        Dataset<Row> scored = buckets.map(BucketedIds.Buckets::rows).orElse(asItIs);
        ScoredLayout layout = ScoredLayout.of(plan, repeated);
        Supplier<ScoredRows> read =
                () -> kept.isPresent() ? ScoredRows.kept(spark, scored, layout) : ScoredRows.of(spark, scored, layout);
        ScoredRows rows = buckets.map(found -> found.reading(read)).orElseGet(read);
        // What is kept has no files whose size could be seen.
        MeetingPartitions meeting = MeetingPartitions.of(spark, List.of(kept.isPresent() ? conformed.rows() : scored));
        return pass(meets, rows, buckets.filter(rows::areIn), meeting);
    }

    /**
     * The buckets, where it is of use that all rows of an id are in one. Rows that need not meet are not put into fewer of them
     * than tasks run at once.
     */
    private Optional<BucketedIds.Buckets> buckets(boolean meets, Dataset<Row> rows, Supplier<Dataset<Row>> again) {
        Columns columns = plan.columns();
        boolean ofUse = (meets || ids(meets) == Tallier.Ids.APART)
                && !columns.grouped()
                && columns.cluster().isEmpty()
                && !alwaysMeets();
        return ofUse
                ? BucketedIds.of(spark, rows, again, columns.example())
                        .filter(found -> meets || found.buckets() >= parts())
                : Optional.empty();
    }

    private Pass pass(
            boolean meets, ScoredRows rows, Optional<BucketedIds.Buckets> buckets, MeetingPartitions meeting) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        GroupLimit limit = new GroupLimit(plan.groups(), meeting.partitions(), GroupMemory.of(spark));
        Tallier tallier = new Tallier(plan, ids(meets), conformed.paired(), limit, parts());
        MeetingMemory memory = MeetingMemory.shareOfHeap(context);
        String here = conformed.paired() ? "paired where they are read" : "";
        if (buckets.isEmpty()) {
            return meets
                    ? pass(rows, limit, rows.met(tallier, memory, meeting), "brought together by id in a shuffle")
                    : pass(rows, limit, rows.tallied(tallier), here);
        }
        int count = buckets.get().buckets();
        String place = buckets.get().place();
        return meets
                ? pass(
                        rows,
                        limit,
                        rows.metInBuckets(tallier, memory, count, meeting.suitable()),
                        "brought together by id in " + place)
                : pass(
                        rows,
                        limit,
                        rows.talliedInBuckets(tallier, memory, count, meeting.suitable()),
                        here + ", in " + place);
    }

    private Tallier.Ids ids(boolean meets) {
        boolean apart =
                !meets && plan.columns().isWide() && !plan.columns().id().isEmpty();
        return apart ? Tallier.Ids.APART : repeated.isEmpty() ? Tallier.Ids.MEET : Tallier.Ids.RECORDED;
    }

    private Pass pass(ScoredRows rows, GroupLimit limit, JavaRDD<Row> tallied, String meeting) {
        // On disk: every task has the tallies of all its groups, and the memory must not grow with the tasks.
        Dataset<Row> kept = spark.createDataFrame(tallied, TalliedRow.SCHEMA).persist(StorageLevel.DISK_ONLY());
        return new Pass(rows, limit, kept, meeting.isEmpty() ? rows.road() : rows.road() + "; " + meeting);
    }

    /** So many tasks bring the tallies together. */
    private int parts() {
        return spark.sparkContext().defaultParallelism();
    }

    /** Reads and tallies. */
    public Tallied run() {
        Counts counts = new Counts();
        List<byte[]> blocks = blocks(counts);
        conformed
                .made()
                .ifPresent(version -> counts.add(
                        counts.of(Counts.USED, version) + counts.of(Counts.SET_ASIDE, version), Counts.MADE));
        boolean recordless = counts.of(Counts.ROWS, Counts.QUARANTINED, Counts.DUPLICATE_ID) > 0 && repeated.isEmpty();
        OrderStatistics.Values sorted = sorted(blocks);
        OptionalLong passed = passed(counts);
        long read = passed.orElseGet(() -> recounted(conformed.read()));
        long readLabels = passed.isPresent() ? counts.total(Counts.LABELS) : recounted(conformed.readLabels());
        Tallied crossed = new Tallied(
                cells(blocks),
                counts,
                recordless ? new DuplicateRecords(plan, conformed).addedTo(quarantined()) : quarantined(),
                sorted.ranked(),
                sorted.quantiles(),
                sorted.pairedQuantiles(),
                read,
                readLabels,
                reads + (recordless ? 1 : 0) + (passed.isPresent() ? 0 : 1),
                pass.road());
        return ways.map(all -> crossed.withWays(ways(all, crossed))).orElse(crossed);
    }

    /** While Spark sorts, the tallies are bytes: as objects they would take the memory that sorting needs. */
    private OrderStatistics.Values sorted(List<byte[]> blocks) {
        return plan.keepsRows()
                ? new OrderStatistics(ofKind(TalliedRow.KEPT), cells(blocks), plan).read()
                : OrderStatistics.Values.none();
    }

    /** The same rows by either way. Where each of them went is the same, so that it is not looked at again. */
    private List<Tallied> ways(ClusterWays all, Tallied crossed) {
        List<Tallied> found = new ArrayList<>();
        for (int way = 0; way < ClusterWays.count(); way++) {
            try (OnePass own = new OnePass(this, all.of(way))) {
                Counts counts = new Counts();
                List<byte[]> blocks = own.blocks(counts);
                for (String units : List.of(Counts.SPLIT_UNITS, Counts.SHARED_UNITS)) {
                    if (counts.of(units) > 0) {
                        crossed.counts().add(counts.of(units), units, String.valueOf(way));
                    }
                }
                boolean ranks = !plan.metrics().rankings().isEmpty();
                RankedValues ranked = ranks ? own.sorted(blocks).ranked() : RankedValues.none();
                found.add(crossed.with(own.cells(blocks), ranked));
            }
        }
        return found;
    }

    /** Counts, and gives the tallies of all cells as blocks of bytes. */
    private List<byte[]> blocks(Counts counts) {
        try (GroupGuard guard = GroupGuard.over(spark.sparkContext())) {
            return guard.run(() -> {
                Counts own = counts();
                TallySum.Found summed = summed(own);
                if (!summed.repeated().isEmpty()) {
                    pass.tallied().unpersist(false);
                    repeated = summed.repeated();
                    pass = pass(true);
                    own = counts();
                    summed = summed(own);
                }
                // How many groups each task had is no property of the rows.
                own.remove(Counts.GROUPS);
                counts.add(own);
                return summed.blocks();
            });
        }
    }

    private SortedMap<Cell, CellTally> cells(List<byte[]> blocks) {
        TallyState state = new TallyState(
                plan.losses().size(),
                plan.metrics().bases(),
                plan.columns().cluster().isPresent());
        state.read(blocks);
        return state.cells();
    }

    private Counts counts() {
        describe("read, score and tally");
        Counts counts = new Counts();
        for (Row row : ofKind(TalliedRow.COUNTS).select(TalliedRow.STATE).collectAsList()) {
            counts.add(Counts.fromBytes(row.getAs(0)));
        }
        return counts;
    }

    private TallySum.Found summed(Counts counts) {
        describe("bring the tallies together");
        int losses = plan.losses().size();
        boolean clustered = plan.columns().cluster().isPresent();
        ArrayList<MetricBasis> bases = new ArrayList<>(plan.metrics().bases());
        JavaPairRDD<Integer, Tuple2<String, byte[]>> blocks = pass.tallied()
                .filter(col(TalliedRow.KIND).isin(TalliedRow.TALLIES, TalliedRow.SEEN))
                .select("partition", TalliedRow.KIND, TalliedRow.STATE)
                .toJavaRDD()
                .mapToPair(row -> new Tuple2<>(
                        Integer.parseInt(row.getString(0)), new Tuple2<>(row.getString(1), row.<byte[]>getAs(2))));
        pass.limit().check(counts, bytesOfGroup(counts), () -> blocks.values()
                .filter(block -> block._1().equals(TalliedRow.TALLIES))
                .flatMap(block -> TallyState.cellsIn(block._2()))
                .distinct()
                .count());
        return TallySum.Found.of(blocks.partitionBy(new HashPartitioner(parts()))
                .values()
                .mapPartitions(part -> List.of(TallySum.of(part, () -> new TallyState(losses, bases, clustered)))
                        .iterator())
                .collect());
    }

    private long bytesOfGroup(Counts counts) {
        int losses = plan.losses().size();
        int versions = counts.below(Counts.USED).size();
        int pairs = counts.below(Counts.SHARED).size();
        return GroupMemory.onDriver(losses, versions, pairs)
                + (plan.carriesUnits()
                        ? GroupMemory.carried(losses + plan.metrics().tallied().size(), versions, pairs)
                        : 0)
                + GroupMemory.distributed(
                        plan.losses().stream()
                                .filter(loss -> loss.aggregate().isOfDifferences())
                                .count(),
                        pairs,
                        plan.countsByCluster())
                + GroupMemory.sorted(plan, versions, pairs)
                + GroupMemory.summed(plan.summed().length, pairs, plan.resamples() ? Buckets.MOST : 1);
    }

    /** The rows that the sources gave, where those of both sides are accounted for; else they are to be counted again. */
    private OptionalLong passed(Counts counts) {
        OptionalLong predictions = passed(conformed.read());
        OptionalLong labels = passed(conformed.readLabels());
        boolean accounted = predictions.isPresent()
                && labels.isPresent()
                && predictions.getAsLong() * conformed.copies() + counts.of(Counts.MADE) == counts.total(Counts.ROWS)
                && labels.getAsLong() == counts.total(Counts.LABELS);
        return accounted ? predictions : OptionalLong.empty();
    }

    private OptionalLong passed(List<RowCounter> counters) {
        long sum = 0;
        for (RowCounter counter : counters) {
            OptionalLong passed = pass.rows().read(counter);
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
        return pass.tallied().filter(col(TalliedRow.KIND).equalTo(kind));
    }

    /**
     * The pairs that a plan with {@link TallyPlan#keepsPairs} has kept, in the columns of {@link KeptPairs}. All pairs of a unit
     * stand side by side in one Spark partition. They are there from {@link #run} to {@link #close}.
     */
    public Dataset<Row> pairs() {
        return KeptPairs.of(ofKind(KeptPairs.KIND));
    }

    private Dataset<Row> quarantined() {
        return ofKind(TalliedRow.QUARANTINED).select("side", "reason", "model_version", "id", "record");
    }

    private void describe(String what) {
        spark.sparkContext().setJobDescription("assay: " + what);
    }

    /** Gives back what was kept. */
    @Override
    public void close() {
        pass.tallied().unpersist(false);
        ways.ifPresent(ClusterWays::close);
    }
}
