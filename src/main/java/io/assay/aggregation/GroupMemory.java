package io.assay.aggregation;

import io.assay.cost.QuantileBounds;
import io.assay.cost.RankStatistic;
import java.io.Serializable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * How much of the heap the tallies of groups may take: beyond it a run is refused, with an estimate, before memory is
 * gone.
 *
 * @param tasks that an executor runs at once; 0 for as many as it has processors
 * @param heap bytes of an executor and of the driver; 0 for what the JVM has
 */
record GroupMemory(int tasks, long heap) implements Serializable {

    /** Setting of a session: reckon with so many bytes of heap in place of what the JVMs have. */
    static final String HEAP = "spark.assay.heap";

    /** Without a limit. */
    static final GroupMemory ANY = new GroupMemory(-1, 0);

    /** The part of an executor's heap that its tasks may fill; they write their tallies as bytes in what is left. */
    private static final double OF_EXECUTOR = 0.45;

    /** The part of the driver's heap that the tallies of all cells may fill; tables and reports need the rest. */
    private static final double OF_DRIVER = 0.6;

    /** What a cell takes on the driver by itself: its names, its place in maps, and its results. */
    private static final long CELL = 1_500;

    /**
     * What a loss takes there for a version, as bytes, added up, summed up and as an object. Groups of few rows take half of
     * it.
     */
    private static final long OF_VERSION = 2_000;

    /** The same for a pair of versions. */
    private static final long OF_PAIR = 3_000;

    /** What three histograms of a loss and a pair of versions take there, of some hundred buckets each. */
    private static final long DISTRIBUTED = 6_000;

    /** What the sums of the differences in a bucket of units take there besides. */
    private static final long SUMMED = 8_000;

    /** What the histograms of their differences by the bucket of the cluster take besides, of some thirty buckets each. */
    private static final long BY_CLUSTER = 64 * 600;

    /** What is carried of a loss takes there for a version, besides; and twice that for a pair of versions. */
    private static final long CARRIED = 64 * 160;

    /** What the bounds of an exact quantile take there of a version; of a pair it is twice as much. */
    private static final long BOUNDS = Double.BYTES * QuantileBounds.NUMBERS + 200;

    /** What a tally of influences takes there of a version, as bytes; of a pair it is twice as much. */
    private static final long INFLUENCES = 250;

    /** What a cell takes in a task besides its tallies: its names, its numbers and the slots that count in it. */
    private static final long CELL_IN_TASK = 160;

    /** Shared by the tasks that an executor of this Spark runs at once. */
    static GroupMemory of(SparkSession spark) {
        SparkConf conf = spark.sparkContext().getConf();
        int cores = spark.sparkContext().isLocal()
                ? spark.sparkContext().defaultParallelism()
                : conf.getInt("spark.executor.cores", 0);
        long heap = Long.parseLong(spark.conf().get(HEAP, "0"));
        return new GroupMemory(cores / Math.max(1, conf.getInt("spark.task.cpus", 1)), heap);
    }

    /** The bytes of the heap of this JVM. */
    long ofHeap() {
        return heap > 0 ? heap : Runtime.getRuntime().maxMemory();
    }

    /** The bytes that the groups of a task of this JVM may take. */
    long ofTask() {
        if (tasks < 0) {
            return Long.MAX_VALUE;
        }
        int atOnce = tasks > 0 ? tasks : Runtime.getRuntime().availableProcessors();
        return (long) (OF_EXECUTOR * ofHeap() / atOnce);
    }

    /** The bytes that the groups of all tasks may take on the driver, which is this JVM. */
    long ofDriver() {
        return tasks < 0 ? Long.MAX_VALUE : (long) (OF_DRIVER * ofHeap());
    }

    /** About how many bytes so many groups take in a task. */
    static long inTask(long groups, long tallies, long texts) {
        return groups * CELL_IN_TASK + tallies + texts;
    }

    /** About how many bytes a group takes on the driver. */
    static long onDriver(int losses, int versions, int pairs) {
        return CELL + losses * (versions * OF_VERSION + pairs * OF_PAIR);
    }

    /** About how many bytes more it takes for losses of whose pairs it is counted how they are distributed. */
    static long distributed(long losses, int pairs, boolean byCluster) {
        return losses * pairs * (DISTRIBUTED + (byCluster ? BY_CLUSTER : 0));
    }

    /** About how many bytes more it takes for losses whose differences are summed up, in so many buckets of units. */
    static long summed(long losses, int pairs, int buckets) {
        return losses * pairs * SUMMED * buckets;
    }

    /** About how many bytes more it takes for what is read from sorted values. */
    static long sorted(TallyPlan plan, int versions, int pairs) {
        long influences = plan.metrics().rankings().stream()
                .flatMap(ranking -> ranking.statistics().stream())
                .mapToLong(RankStatistic::tallies)
                .sum();
        return (BOUNDS * plan.ordered().size() + INFLUENCES * influences) * (versions + 2L * pairs);
    }

    /** About how many bytes more it takes where units are carried over run dates. */
    static long carried(int losses, int versions, int pairs) {
        return losses * CARRIED * (versions + 2L * pairs);
    }
}
