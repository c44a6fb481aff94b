package io.assay.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Measures what runs in a session. Spark tells of tasks after they have ended, in order, on a thread of its own; so a
 * small job of ours follows each measurement, and when its end is told, all before it has been.
 */
final class Meter extends SparkListener implements AutoCloseable {

    private static final String FENCE = "assay.benchmark.fence";
    private static final long PATIENCE_SECONDS = 60;

    private final SparkSession spark;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final LiveHeap live = new LiveHeap();
    private final Set<Integer> fenceStages = new HashSet<>();
    private int fenceJob = -1;
    private CountDownLatch passed = new CountDownLatch(0);
    private long cpu;
    private long shuffled;
    private long spilled;
    private long heap;
    private int tasks;

    /** Begins to listen. */
    Meter(SparkSession spark) {
        this.spark = spark;
        spark.sparkContext().addSparkListener(this);
    }

    /** What something gave, and what it took. */
    record Measured<T>(T result, Usage usage) {}

    /** Runs something, after the garbage of what ran before has been collected. */
    <T> Measured<T> measure(Supplier<T> work) {
        System.gc();
        fence();
        reset();
        live.reset();
        long processCpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        T result = work.get();
        double wall = (System.nanoTime() - start) / 1e9;
        double process = (system.getProcessCpuTime() - processCpu) / 1e9;
        fence();
        System.gc();
        Usage usage = usage(wall, process, live.greatest());
        return new Measured<>(result, usage);
    }

    private synchronized void reset() {
        cpu = 0;
        shuffled = 0;
        spilled = 0;
        heap = 0;
        tasks = 0;
    }

    private synchronized Usage usage(double wall, double processCpu, long liveBytes) {
        return new Usage(wall, cpu / 1e9, processCpu, shuffled, spilled, heap, liveBytes, tasks);
    }

    private void fence() {
        CountDownLatch waiting = new CountDownLatch(1);
        synchronized (this) {
            passed = waiting;
        }
        spark.sparkContext().setLocalProperty(FENCE, "true");
        try {
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(List.of(0), 1)
                    .count();
        } finally {
            spark.sparkContext().setLocalProperty(FENCE, null);
        }
        try {
            if (!waiting.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "Spark has not told of the end of a job within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Spark's measurements", e);
        }
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        if (start.properties() != null && start.properties().getProperty(FENCE) != null) {
            fenceJob = start.jobId();
            CollectionConverters.asJava(start.stageInfos()).forEach(stage -> fenceStages.add(stage.stageId()));
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        var metrics = end.taskMetrics();
        if (metrics == null || fenceStages.contains(end.stageId())) {
            return;
        }
        cpu += metrics.executorCpuTime();
        shuffled += metrics.shuffleWriteMetrics().bytesWritten();
        spilled += metrics.diskBytesSpilled();
        tasks++;
        if (end.taskExecutorMetrics() != null) {
            heap = Math.max(heap, end.taskExecutorMetrics().getMetricValue("JVMHeapMemory"));
        }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd end) {
        if (end.jobId() == fenceJob) {
            passed.countDown();
        }
    }

    @Override
    public void close() {
        live.close();
        spark.sparkContext().removeSparkListener(this);
    }
}
