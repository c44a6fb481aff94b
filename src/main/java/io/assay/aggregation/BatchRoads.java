package io.assay.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** The batch roads of all branches of a plan, one below another, and the counts of the rows that they read. */
final class BatchRoads {

    private final ScoredSchema schema;
    private final JavaRDD<Part> parts;
    private final Map<String, LongAccumulator> read = new HashMap<>();

    BatchRoads(ScoredLayout layout, ColumnarScan.Branches found) {
        this.schema = layout.schema();
        List<JavaRDD<Part>> all = new ArrayList<>();
        int before = 0;
        for (ColumnarScan.Branch branch : found.branches()) {
            JavaRDD<ColumnarBatch> batches = branch.batches().toJavaRDD();
            all.add(parts(layout, branch, batches, before));
            before += batches.getNumPartitions();
        }
        this.parts = all.stream().reduce(JavaRDD::union).orElseThrow();
    }

    private JavaRDD<Part> parts(
            ScoredLayout layout, ColumnarScan.Branch branch, JavaRDD<ColumnarBatch> batches, int before) {
        ArrayList<LongAccumulator> counts = new ArrayList<>();
        for (String name : branch.observations()) {
            counts.add(read.computeIfAbsent(name, own -> batches.context().longAccumulator()));
        }
        ArrayList<BatchPlan> plans = new ArrayList<>(branch.plans());
        boolean countsFiltered = branch.countsFiltered();
        return batches.mapPartitionsWithIndex(
                (index, in) -> List.of(new Part(layout, plans, before + index, in, countsFiltered, counts))
                        .iterator(),
                false);
    }

    /**
     * One Spark partition of one branch, in the task that reads it.
     *
     * @param number of the Spark partition among those of all branches
     */
    private record Part(
            ScoredLayout layout,
            List<BatchPlan> plans,
            int number,
            Iterator<ColumnarBatch> batches,
            boolean countsFiltered,
            List<LongAccumulator> counts) {

        BatchRoad scored(Dictionaries dictionaries) {
            return BatchRoad.of(
                    layout,
                    dictionaries,
                    plans,
                    number,
                    batches,
                    countsFiltered,
                    rows -> counts.forEach(count -> count.add(rows)));
        }
    }

    /** The Spark partitions of all branches, one branch after the other. */
    int partitions() {
        return parts.getNumPartitions();
    }

    /**
     * What is made of the scored rows, one task for each group of Spark partitions.
     *
     * @param task reads a batch before it asks for the next, which may be the same one filled anew
     */
    <T> JavaRDD<T> map(PartitionGroups groups, FlatMapFunction<Iterator<ScoredBatch>, T> task) {
        ScoredSchema own = schema;
        return groups.of(parts).mapPartitions(part -> task.call(new Joined(part, new Dictionaries(own))));
    }

    /** The batches of several parts, with the same dictionaries. */
    static final class Joined implements Iterator<ScoredBatch> {
        private final Iterator<Part> parts;
        private final Dictionaries dictionaries;
        private @Nullable BatchRoad current;
        private int failures;

        private Joined(Iterator<Part> parts, Dictionaries dictionaries) {
            this.parts = parts;
            this.dictionaries = dictionaries;
        }

        @Override
        public boolean hasNext() {
            while ((current == null || !current.hasNext()) && parts.hasNext()) {
                failures = failures();
                current = parts.next().scored(dictionaries);
            }
            return current != null && current.hasNext();
        }

        @Override
        public ScoredBatch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return Objects.requireNonNull(current).next();
        }

        /** How many batches were taken as rows because a value could not be computed. */
        int failures() {
            return failures + (current == null ? 0 : current.failures());
        }
    }

    /**
     * How many rows the plan counted under a name, once a job over {@link #map} has ended; empty if it counts none under it.
     * Too many where Spark had to read a part twice.
     */
    OptionalLong read(String observation) {
        LongAccumulator count = read.get(observation);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count.sum());
    }
}
