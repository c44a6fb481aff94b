package io.assay.aggregation;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Brings rows of one cluster, and so all rows of one id, side by side by a shuffle of compact blocks. */
final class Meeting {

    private Meeting() {}

    /**
     * The blocks of rows where they belong, those of each Spark partition as one.
     *
     * @param blocks what {@link RowBlocks} of as many partitions give
     */
    static JavaRDD<Blocks> shuffled(JavaRDD<Tuple2<Integer, byte[]>> blocks, int partitions) {
        ClassTag<Integer> number = ClassTag$.MODULE$.apply(Integer.class);
        ClassTag<byte[]> bytes = ClassTag$.MODULE$.apply(byte[].class);
        // Kryo writes an array of bytes as it is and lets go of it, while Java's serialisation holds on to a hundred of
        // them in every open stream; with it Spark can also write many partitions to one file.
        return new ShuffledRDD<Integer, byte[], byte[]>(
                        blocks.rdd(), new HashPartitioner(partitions), number, bytes, bytes)
                .setSerializer(new KryoSerializer(blocks.context().getConf()))
                .toJavaRDD()
                .mapPartitions(part -> List.of(new Blocks(part)).iterator());
    }

    /** The blocks of the rows of a Spark partition in which all rows of a cluster are. */
    static Iterator<Blocks> together(Iterator<ScoredBatch> rows, ScoredSchema schema) {
        return List.of(new Blocks(new RowBlocks(rows, schema, 1))).iterator();
    }

    /** The blocks of a Spark partition, in the task that reads it. */
    record Blocks(Iterator<Tuple2<Integer, byte[]>> blocks) implements Iterator<byte[]> {
        @Override
        public boolean hasNext() {
            return blocks.hasNext();
        }

        @Override
        public byte[] next() {
            return blocks.next()._2();
        }
    }

    /**
     * What the tallying makes of the rows.
     *
     * @param parts what {@link #shuffled} or {@link #together} give
     * @param groups which of them a task reads, one after the other
     * @param memory bytes for rows in a task that reads them; rows that need more go by the local disk
     * @param tallying from all rows of some clusters, each cluster and in it each id in one go, to what is to be kept; a
     *     batch is overwritten by the next but one
     */
    static <T> JavaRDD<T> tallied(
            JavaRDD<Blocks> parts,
            ScoredSchema schema,
            PartitionGroups groups,
            MeetingMemory memory,
            FlatMapFunction<Iterator<ScoredBatch>, T> tallying) {
        return groups.of(parts).mapPartitions(own -> {
            TaskContext task = TaskContext.get();
            Met met = new Met(own, schema, memory.ofTask(), () -> LocalDirectory.of(task.taskAttemptId()));
            task.addTaskCompletionListener((TaskCompletionListener) ended -> met.close());
            return tallying.call(met);
        });
    }

    /** The rows of one part after the other, by the same dictionaries. */
    private static final class Met implements Iterator<ScoredBatch>, AutoCloseable {
        private final Iterator<Blocks> parts;
        private final ScoredSchema schema;
        private final Dictionaries dictionaries;
        private final long memory;
        private final Supplier<Path> directory;
        private @Nullable MetRows current;

        Met(Iterator<Blocks> parts, ScoredSchema schema, long memory, Supplier<Path> directory) {
            this.parts = parts;
            this.schema = schema;
            this.dictionaries = new Dictionaries(schema);
            this.memory = memory;
            this.directory = directory;
        }

        @Override
        public boolean hasNext() {
            while (current == null || !current.hasNext()) {
                // Rows that have been met go before the next come: there is memory for one part.
                close();
                if (!parts.hasNext()) {
                    return false;
                }
                current = new MetRows(parts.next(), schema, dictionaries, memory, directory);
            }
            return true;
        }

        @Override
        public ScoredBatch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return Objects.requireNonNull(current).next();
        }

        @Override
        public void close() {
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }
}
