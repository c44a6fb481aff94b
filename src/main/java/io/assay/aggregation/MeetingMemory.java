package io.assay.aggregation;

import java.io.Serializable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * How much memory a task may use for rows that meet.
 *
 * @param bytes as told; 0 for a share of the executor's heap
 * @param slots tasks that an executor runs at once; 0 for as many as it has processors
 */
record MeetingMemory(long bytes, int slots) implements Serializable {

    /** The part of the heap that all tasks of an executor share; the rest is for Spark and for the tallies. */
    private static final double SHARE = 0.15;

    private static final long LEAST = 16L << 20;

    /** So many bytes. */
    static MeetingMemory of(long bytes) {
        return new MeetingMemory(bytes, 0);
    }

    /** Three twentieths of the executor's heap, divided by the tasks that it runs at once, but at least 16 MB. */
    static MeetingMemory shareOfHeap(JavaSparkContext spark) {
        SparkConf conf = spark.getConf();
        int cores = spark.isLocal() ? spark.defaultParallelism() : conf.getInt("spark.executor.cores", 0);
        return new MeetingMemory(0, cores / Math.max(1, conf.getInt("spark.task.cpus", 1)));
    }

    /** Bytes for a task of this JVM. */
    long ofTask() {
        if (bytes > 0) {
            return bytes;
        }
        int tasks = slots > 0 ? slots : Runtime.getRuntime().availableProcessors();
        return Math.max(LEAST, (long) (SHARE * Runtime.getRuntime().maxMemory() / tasks));
    }
}
