package io.assay.aggregation;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/** Which Spark partitions a task reads one after the other; nothing is shuffled. */
sealed interface PartitionGroups {

    /** The same rows, in fewer Spark partitions. */
    <T> JavaRDD<T> of(JavaRDD<T> rows);

    /** Each by itself. */
    record Each() implements PartitionGroups {
        @Override
        public <T> JavaRDD<T> of(JavaRDD<T> rows) {
            return rows;
        }
    }

    /**
     * Those of the same bucket together, of tables that stand one below another.
     *
     * @param buckets how many each table has
     */
    record Buckets(int buckets) implements PartitionGroups {
        @Override
        public <T> JavaRDD<T> of(JavaRDD<T> rows) {
            return rows.getNumPartitions() == buckets
                    ? rows
                    : rows.rdd()
                            .coalesce(buckets, false, Option.apply(new ByBucket()), null)
                            .toJavaRDD();
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
