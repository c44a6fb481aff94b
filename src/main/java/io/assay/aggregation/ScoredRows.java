package io.assay.aggregation;

import io.assay.input.RowCounter;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * The scored rows, by the road on which they come: in batches of columns where the source and the plan allow, otherwise as
 * rows. Either gives the same rows.
 */
final class ScoredRows {

    /**
     * Setting of a session; {@code rows} keeps off batches, {@code plain} off the inside of Spark's rows too. On the last
     * Spark does not tell how many rows were read, so that they are counted by a read more.
     */
    static final String ROAD = "spark.assay.road";

    private final SparkContext spark;
    private final ScoredSchema schema;
    private final Road road;

    private ScoredRows(SparkSession spark, ScoredSchema schema, Road road) {
        this.spark = spark.sparkContext();
        this.schema = schema;
        this.road = road;
    }

    /** A way from the sources to scored batches. */
    private interface Road {

        /** For people. */
        String description();

        /** How many Spark partitions there are. */
        int partitions();

        /** Whether they are those of the plan that was looked at. */
        boolean isAsPlanned();

        /** What a function makes of the batches of each group of Spark partitions. */
        <T> JavaRDD<T> map(PartitionGroups groups, FlatMapFunction<Iterator<ScoredBatch>, T> task);

        /** The rows that a source gave; empty if it is not known. */
        OptionalLong read(RowCounter counter);
    }

    /** In batches of columns. */
    private record InBatches(BatchRoads roads) implements Road {
        @Override
        public String description() {
            return "read in batches of columns";
        }

        @Override
        public int partitions() {
            return roads.partitions();
        }

        @Override
        public boolean isAsPlanned() {
            return true;
        }

        @Override
        public <T> JavaRDD<T> map(PartitionGroups groups, FlatMapFunction<Iterator<ScoredBatch>, T> task) {
            return roads.map(groups, task);
        }

        @Override
        public OptionalLong read(RowCounter counter) {
            return roads.read(counter.name());
        }
    }

    /**
     * Row by row.
     *
     * @param batches gathers rows into batches
     * @param planned the query whose plan is run, in which Spark counts the rows; empty where Spark plans the rows anew
     */
    private record AsRows<S>(
            String description,
            JavaRDD<S> rows,
            FlatMapFunction<Iterator<S>, ScoredBatch> batches,
            Optional<Dataset<Row>> planned)
            implements Road {
        @Override
        public int partitions() {
            return rows.getNumPartitions();
        }

        @Override
        public boolean isAsPlanned() {
            return planned.isPresent();
        }

        @Override
        public <T> JavaRDD<T> map(PartitionGroups groups, FlatMapFunction<Iterator<ScoredBatch>, T> task) {
            FlatMapFunction<Iterator<S>, ScoredBatch> own = batches;
            return groups.of(rows).mapPartitions(part -> task.call(own.call(part)));
        }

        @Override
        public OptionalLong read(RowCounter counter) {
            return planned.map(counter::passed).orElse(OptionalLong.empty());
        }
    }

    /**
     * Chooses the road.
     *
     * @param scored what {@link Scorer} gives
     * @param layout of these rows
     */
    static ScoredRows of(SparkSession spark, Dataset<Row> scored, ScoredLayout layout) {
        String wanted = spark.conf().get(ROAD, "");
        Road road;
        if (wanted.equals("plain")) {
            road = plain(scored, layout, ROAD + " is plain");
        } else if (wanted.equals("rows")) {
            road = rows(scored, layout, ROAD + " is rows");
        } else {
            ColumnarScan.Finding finding = ColumnarScan.of(scored);
            road = finding instanceof ColumnarScan.Branches branches
                    ? new InBatches(new BatchRoads(layout, branches))
                    : rows(scored, layout, ((ColumnarScan.Refusal) finding).reason());
        }
        return new ScoredRows(spark, layout.schema(), road);
    }

    /** Rows that were kept, so that there is no source whose columns could be had. */
    static ScoredRows kept(SparkSession spark, Dataset<Row> scored, ScoredLayout layout) {
        String reason = "they are kept to be tallied by two ways to cluster and by their crossing";
        return new ScoredRows(
                spark,
                layout.schema(),
                spark.conf().get(ROAD, "").equals("plain")
                        ? plain(scored, layout, ROAD + " is plain")
                        : rows(scored, layout, reason));
    }

    private static Road rows(Dataset<Row> scored, ScoredLayout layout, String reason) {
        try {
            return new AsRows<>(
                    "read as rows, since " + reason,
                    scored.queryExecution().toRdd().toJavaRDD(),
                    part -> RowRoad.ofInternal(layout, part),
                    Optional.of(scored));
        } catch (LinkageError e) {
            return plain(scored, layout, "this Spark has other internals");
        }
    }

    private static Road plain(Dataset<Row> scored, ScoredLayout layout, String reason) {
        return new AsRows<>(
                "read as plain rows, since " + reason,
                scored.toJavaRDD(),
                part -> RowRoad.ofPublic(layout, part),
                Optional.empty());
    }

    /** How the rows are read, and why not faster. */
    String road() {
        return road.description();
    }

    /** The rows that a source gave, once a job over {@link #tallied} has ended; empty if it is not known. */
    OptionalLong read(RowCounter counter) {
        return road.read(counter);
    }

    /** Tallies the rows as they are read. */
    JavaRDD<Row> tallied(Tallier tallier) {
        return road.map(PartitionGroups.fewer(spark, road.partitions()), tallier::tally);
    }

    /** Whether these are the Spark partitions of buckets. */
    boolean areIn(BucketedIds.Buckets buckets) {
        return road.isAsPlanned() && buckets.are(road.partitions());
    }

    /**
     * Tallies the rows as they are read, bucket by bucket, so that a task sees all rows of an id.
     *
     * @param memory for telling repeated ids
     * @param buckets of each table
     * @param suitable how many Spark partitions there were if they were as large as they should be
     */
    JavaRDD<Row> talliedInBuckets(Tallier tallier, MeetingMemory memory, int buckets, int suitable) {
        return road.map(
                new PartitionGroups.SameBuckets(buckets).then(PartitionGroups.fewer(spark, buckets, suitable)),
                part -> tallier.tallyAlone(part, memory.ofTask()));
    }

    /**
     * Tallies the rows once those of an example have met in the bucket in which they all are.
     *
     * @param buckets of each table
     * @param suitable how many Spark partitions there were if they were as large as they should be
     */
    JavaRDD<Row> metInBuckets(Tallier tallier, MeetingMemory memory, int buckets, int suitable) {
        ScoredSchema own = schema;
        return Meeting.tallied(
                road.map(new PartitionGroups.SameBuckets(buckets), part -> Meeting.together(part, own)),
                schema,
                PartitionGroups.fewer(spark, buckets, suitable),
                memory,
                tallier::tally);
    }

    /**
     * Tallies the rows once those of an example, and of a cluster, have met in a shuffle.
     *
     * @param meeting to how many Spark partitions rows are sent
     */
    JavaRDD<Row> met(Tallier tallier, MeetingMemory memory, MeetingPartitions meeting) {
        ScoredSchema own = schema;
        int partitions = meeting.partitions();
        JavaRDD<Tuple2<Integer, byte[]>> blocks =
                road.map(new PartitionGroups.Each(), part -> new RowBlocks(part, own, partitions));
        return Meeting.tallied(
                Meeting.shuffled(blocks, partitions),
                schema,
                PartitionGroups.fewer(spark, partitions, meeting.suitable()),
                memory,
                tallier::tally);
    }
}
