package io.assay.spark;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** Counts, while something runs, how often rows were read from files, the jobs and what they say of themselves, and the shuffled bytes. */
public final class ScanCounter extends SparkListener implements AutoCloseable {

    private final SparkSession spark;
    private final Set<Integer> scanStages = ConcurrentHashMap.newKeySet();
    private final AtomicLong rowsRead = new AtomicLong();
    private final AtomicLong shuffledBytes = new AtomicLong();
    private final AtomicInteger jobs = new AtomicInteger();
    private final Queue<String> descriptions = new ConcurrentLinkedQueue<>();

    /** What each task of a stage fetched from shuffles. */
    private final Map<Integer, Queue<Long>> fetched = new ConcurrentHashMap<>();

    private ScanCounter(SparkSession spark) {
        this.spark = spark;
    }

    /** Starts counting; nothing that ran before is counted. */
    public static ScanCounter on(SparkSession spark) throws Exception {
        drain(spark);
        ScanCounter counter = new ScanCounter(spark);
        spark.sparkContext().addSparkListener(counter);
        return counter;
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        jobs.incrementAndGet();
        descriptions.add(start.properties().getProperty("spark.job.description", "none"));
    }

    /** Cached blocks count as input of a task too; a stage that reads files has Spark's file scan in it. */
    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        var rdds = CollectionConverters.asJava(submitted.stageInfo().rddInfos());
        if (rdds.stream().anyMatch(rdd -> rdd.name().contains("FileScanRDD"))) {
            scanStages.add(submitted.stageInfo().stageId());
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        var metrics = end.taskMetrics();
        if (metrics != null && scanStages.contains(end.stageId())) {
            rowsRead.addAndGet(metrics.inputMetrics().recordsRead());
        }
        if (metrics != null) {
            shuffledBytes.addAndGet(metrics.shuffleWriteMetrics().bytesWritten());
            fetched.computeIfAbsent(end.stageId(), stage -> new ConcurrentLinkedQueue<>())
                    .add(metrics.shuffleReadMetrics().totalBytesRead());
        }
    }

    public long rowsRead() throws Exception {
        drain(spark);
        return rowsRead.get();
    }

    public int jobs() throws Exception {
        drain(spark);
        return jobs.get();
    }

    /** What the jobs say that they do, in their order. */
    public List<String> descriptions() throws Exception {
        drain(spark);
        return List.copyOf(descriptions);
    }

    public long shuffledBytes() throws Exception {
        drain(spark);
        return shuffledBytes.get();
    }

    /** What each task fetched in the stage that fetched most, in bytes. */
    public List<Long> fetchedBytes() throws Exception {
        drain(spark);
        return fetched.values().stream()
                .map(List::copyOf)
                .max(Comparator.comparingLong(
                        stage -> stage.stream().mapToLong(Long::longValue).sum()))
                .orElse(List.of());
    }

    /** Waits until every event so far has been seen. The bus is private to Spark; a test may look. */
    private static void drain(SparkSession spark) throws Exception {
        Object bus = spark.sparkContext().getClass().getMethod("listenerBus").invoke(spark.sparkContext());
        bus.getClass().getMethod("waitUntilEmpty").invoke(bus);
    }

    @Override
    public void close() {
        spark.sparkContext().removeSparkListener(this);
    }
}
