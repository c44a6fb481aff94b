package io.assay.aggregation;

import java.io.Serializable;
import java.util.OptionalInt;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/** Which Spark partitions a task reads one after the other; nothing is shuffled. */
sealed interface PartitionGroups {

    /** So many tasks for each that runs at once still keep all at work until the end. */
    int TASKS_A_CORE = 3;

    /** If a task fails, no more than so many Spark partitions of suitable size are read again; its tallies are a small part of its work then. */
    int MOST = 8;

    /**
     * Fewer tasks, each of which sends the tallies of all its groups only once.
     *
     * @param partitions of the rows that are tallied
     */
    static PartitionGroups fewer(SparkContext spark, int partitions) {
        return fewer(spark, partitions, partitions);
    }

    /**
     * The same of Spark partitions that may be small.
     *
     * @param suitable how many there were if they were as large as they should be
     */
    static PartitionGroups fewer(SparkContext spark, int partitions, int suitable) {
        boolean comeAndGo = Boolean.parseBoolean(spark.getConf().get("spark.dynamicAllocation.enabled", "false"));
        int tasks = tasks(comeAndGo ? OptionalInt.empty() : OptionalInt.of(spark.defaultParallelism()), suitable);
        return tasks < partitions ? new Fewer(tasks) : new Each();
    }

    /**
     * How many tasks read so many Spark partitions.
     *
     * @param atOnce tasks that run at once; empty where executors come and go, so that nobody knows: then each is a task
     */
    static int tasks(OptionalInt atOnce, int partitions) {
        return atOnce.isEmpty()
                ? partitions
                : Math.min(partitions, Math.max(TASKS_A_CORE * atOnce.getAsInt(), (partitions + MOST - 1) / MOST));
    }

    /** The same rows, in fewer Spark partitions. */
    <T> JavaRDD<T> of(JavaRDD<T> rows);

    /** First these, and groups of them then. */
    default PartitionGroups then(PartitionGroups next) {
        return new Both(this, next);
    }

    /** Each by itself. */
    record Each() implements PartitionGroups {
        @Override
        public <T> JavaRDD<T> of(JavaRDD<T> rows) {
            return rows;
        }
    }

    /**
     * Neighbours together, and such as lie on the same machine, as Spark sees fit.
     *
     * @param tasks that read all
     */
    record Fewer(int tasks) implements PartitionGroups {
        @Override
        public <T> JavaRDD<T> of(JavaRDD<T> rows) {
            return rows.coalesce(tasks);
        }
    }

    /**
     * Those of the same bucket together, of tables that stand one below another.
     *
     * @param buckets how many each table has
     */
    record SameBuckets(int buckets) implements PartitionGroups {
        @Override
        public <T> JavaRDD<T> of(JavaRDD<T> rows) {
            return rows.getNumPartitions() == buckets
                    ? rows
                    : rows.rdd()
                            .coalesce(buckets, false, Option.apply(new ByBucket()), null)
                            .toJavaRDD();
        }
    }

    /** Groups of groups. */
    record Both(PartitionGroups first, PartitionGroups next) implements PartitionGroups {
        @Override
        public <T> JavaRDD<T> of(JavaRDD<T> rows) {
            return next.of(first.of(rows));
        }
    }

    /** Takes the Spark partitions as bucket by bucket of the first table, then of the next. */
    final class ByBucket implements PartitionCoalescer, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public PartitionGroup[] coalesce(int buckets, RDD<?> parent) {
            PartitionGroup[] groups = new PartitionGroup[buckets];
            for (int i = 0; i < parent.partitions().length; i++) {
                if (i < buckets) {
                    groups[i] = new PartitionGroup(Option.empty());
                }
                groups[i % buckets].partitions().addOne(parent.partitions()[i]);
            }
            return groups;
        }
    }
}
