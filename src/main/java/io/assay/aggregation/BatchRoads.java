package io.assay.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.LongAccumulator;

/** The batch roads of all branches of a plan, side by side, and the counts of the rows that they read. */
final class BatchRoads {

    private final ScoredLayout layout;
    private final List<ColumnarScan.Branch> branches;
    private final Map<String, LongAccumulator> read = new HashMap<>();

    BatchRoads(ScoredLayout layout, ColumnarScan.Branches found) {
        this.layout = layout;
        this.branches = found.branches();
    }

    /**
     * What is made of the scored rows, one task for each Spark partition of each branch.
     *
     * @param task reads a batch before it asks for the next, which is the same one filled anew
     */
    <T> JavaRDD<T> map(FlatMapFunction<Iterator<ScoredBatch>, T> task) {
        List<JavaRDD<T>> all = new ArrayList<>();
        int partitions = 0;
        for (ColumnarScan.Branch branch : branches) {
            var batches = branch.batches().toJavaRDD();
            List<LongAccumulator> counts = branch.observations().stream()
                    .map(name ->
                            read.computeIfAbsent(name, own -> batches.context().longAccumulator()))
                    .toList();
            ArrayList<LongAccumulator> counting = new ArrayList<>(counts);
            ScoredLayout own = layout;
            ArrayList<BatchPlan> plans = new ArrayList<>(branch.plans());
            boolean countsFiltered = branch.countsFiltered();
            int before = partitions;
            all.add(batches.mapPartitionsWithIndex(
                    (index, in) -> task.call(BatchRoad.of(
                            own,
                            plans,
                            before + index,
                            in,
                            countsFiltered,
                            rows -> counting.forEach(count -> count.add(rows)))),
                    false));
            partitions += batches.getNumPartitions();
        }
        return all.stream().reduce(JavaRDD::union).orElseThrow();
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
