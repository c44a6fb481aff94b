package io.assay.aggregation;

import java.util.Iterator;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Brings rows of one cluster, and so all rows of one id, side by side by a shuffle of compact blocks. */
final class Meeting {

    private Meeting() {}

    /**
     * What the tallying makes of the rows.
     *
     * @param source what the road reads
     * @param road from part of the source to scored rows; what it gives may be overwritten when the next is asked for
     * @param partitions to how many Spark partitions rows are sent, see {@link MeetingPartitions}
     * @param memory bytes for rows in a task that reads them; rows that need more go by the local disk
     * @param tallying from all rows of some clusters, each cluster and in it each id in one go, to what is to be kept; a
     *     batch is overwritten by the next but one
     */
    static <S, T> JavaRDD<T> tallied(
            JavaRDD<S> source,
            FlatMapFunction<Iterator<S>, ScoredBatch> road,
            ScoredSchema schema,
            int partitions,
            MeetingMemory memory,
            FlatMapFunction<Iterator<ScoredBatch>, T> tallying) {
        JavaRDD<Tuple2<Integer, byte[]>> blocks =
                source.mapPartitions(part -> new RowBlocks(road.call(part), schema, partitions));
        return tallied(blocks, schema, partitions, memory, tallying);
    }

    /**
     * The same of rows that are in blocks.
     *
     * @param blocks what {@link RowBlocks} of as many partitions give
     */
    static <T> JavaRDD<T> tallied(
            JavaRDD<Tuple2<Integer, byte[]>> blocks,
            ScoredSchema schema,
            int partitions,
            MeetingMemory memory,
            FlatMapFunction<Iterator<ScoredBatch>, T> tallying) {
        return shuffled(blocks.rdd(), partitions).mapPartitions(part -> tallying.call(metBlocks(part, schema, memory)));
    }

    /**
     * The blocks where they belong. Kryo writes an array of bytes as it is and lets go of it, while Java's serialisation
     * holds on to a hundred of them in every open stream; with it Spark can also write many partitions to one file.
     */
    private static JavaRDD<Tuple2<Integer, byte[]>> shuffled(RDD<Tuple2<Integer, byte[]>> blocks, int partitions) {
        ClassTag<Integer> number = ClassTag$.MODULE$.apply(Integer.class);
        ClassTag<byte[]> bytes = ClassTag$.MODULE$.apply(byte[].class);
        return new ShuffledRDD<Integer, byte[], byte[]>(blocks, new HashPartitioner(partitions), number, bytes, bytes)
                .setSerializer(new KryoSerializer(blocks.sparkContext().getConf()))
                .toJavaRDD();
    }

    /** The rows of a task in which all rows of a cluster are, side by side. */
    static Iterator<ScoredBatch> met(Iterator<ScoredBatch> rows, ScoredSchema schema, MeetingMemory memory) {
        return metBlocks(new RowBlocks(rows, schema, 1), schema, memory);
    }

    private static Iterator<ScoredBatch> metBlocks(
            Iterator<Tuple2<Integer, byte[]>> part, ScoredSchema schema, MeetingMemory memory) {
        TaskContext task = TaskContext.get();
        MetRows rows = new MetRows(
                new Values(part),
                schema,
                new Dictionaries(schema),
                memory.ofTask(),
                () -> LocalDirectory.of(task.taskAttemptId()));
        task.addTaskCompletionListener((TaskCompletionListener) ended -> rows.close());
        return rows;
    }

    private record Values(Iterator<Tuple2<Integer, byte[]>> pairs) implements Iterator<byte[]> {
        @Override
        public boolean hasNext() {
            return pairs.hasNext();
        }

        @Override
        public byte[] next() {
            return pairs.next()._2();
        }
    }
}
