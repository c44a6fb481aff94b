package io.assay.discovery;

import io.assay.aggregation.VersionPair;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The sums of slices over the pairs in which they are looked for. A level of the search is one pass over kept pairs: slices
 * are sent to every task, and each task adds up those of them that it has rows of before anything travels.
 */
final class SearchedHalf {

    /** A feature with more values is left out: few of them can have a hundredth of the rows. */
    static final int MOST_VALUES = 1_000;

    private final JavaRDD<Row> pairs;
    private final PairLayout layout;
    private final JavaSparkContext context;

    /** @param all kept pairs, of all versions and both halves */
    SearchedHalf(JavaRDD<Row> all, PairLayout layout, VersionPair versions) {
        PairLayout own = layout;
        this.pairs = all.filter(row -> own.isPair(row, versions) && !own.isHeldOut(row));
        this.layout = layout;
        this.context = JavaSparkContext.fromSparkContext(all.context());
    }

    /**
     * A value of a feature; −1 for all pairs.
     *
     * @param tooMany whether it stands for a feature of which a task has seen too many values
     */
    record Value(int feature, @Nullable String text, boolean tooMany) implements Serializable {

        static final Value ALL = new Value(-1, null, false);
    }

    /** The sums of all pairs, under {@link Value#ALL}, and those of every value that makes a slice. */
    Map<Value, SliceSums> singles() {
        PairLayout own = layout;
        return collected(pairs.mapPartitionsToPair(part -> singles(part, own)));
    }

    private static Iterator<Tuple2<Value, byte[]>> singles(Iterator<Row> part, PairLayout layout) {
        Map<Value, SliceSums> sums = new HashMap<>();
        int features = layout.features().size();
        int[] seen = new int[features];
        while (part.hasNext()) {
            Row pair = part.next();
            double error = layout.error(pair);
            double weight = layout.weight(pair);
            sums.computeIfAbsent(Value.ALL, added -> new SliceSums()).add(error, weight);
            List<@Nullable String> values = layout.values(pair);
            for (int feature = 0; feature < features; feature++) {
                if (seen[feature] <= MOST_VALUES && layout.isSlice(feature, values.get(feature))) {
                    Value value = new Value(feature, values.get(feature), false);
                    SliceSums known = sums.get(value);
                    if (known == null) {
                        known = new SliceSums();
                        seen[feature]++;
                        sums.put(value, known);
                    }
                    known.add(error, weight);
                }
            }
        }
        for (int feature = 0; feature < features; feature++) {
            if (seen[feature] > MOST_VALUES) {
                int many = feature;
                sums.keySet().removeIf(value -> value.feature() == many);
                sums.put(new Value(feature, null, true), new SliceSums());
            }
        }
        return bytes(sums);
    }

    /** The sums of slices, in their order. */
    List<SliceSums> tally(List<Conjunction> slices, FeatureValues values) {
        Broadcast<FeatureValues> sentValues = context.broadcast(values);
        Broadcast<SliceTrie> sentSlices = context.broadcast(new SliceTrie(slices));
        try {
            PairLayout own = layout;
            Map<Integer, SliceSums> found = collected(
                    pairs.mapPartitionsToPair(part -> tally(part, own, sentValues.value(), sentSlices.value())));
            List<SliceSums> sums = new ArrayList<>(slices.size());
            for (int i = 0; i < slices.size(); i++) {
                sums.add(found.getOrDefault(i, new SliceSums()));
            }
            return sums;
        } finally {
            sentValues.destroy();
            sentSlices.destroy();
        }
    }

    private static Iterator<Tuple2<Integer, byte[]>> tally(
            Iterator<Row> part, PairLayout layout, FeatureValues values, SliceTrie slices) {
        Map<Integer, SliceSums> sums = new HashMap<>();
        int[] numbers = new int[values.features()];
        while (part.hasNext()) {
            Row pair = part.next();
            double error = layout.error(pair);
            double weight = layout.weight(pair);
            values.numbers(layout.values(pair), numbers);
            slices.find(numbers, slice -> sums.computeIfAbsent(slice, added -> new SliceSums())
                    .add(error, weight));
        }
        return bytes(sums);
    }

    private static <K> Iterator<Tuple2<K, byte[]>> bytes(Map<K, SliceSums> sums) {
        return sums.entrySet().stream()
                .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue().toBytes()))
                .iterator();
    }

    private static <K> Map<K, SliceSums> collected(JavaPairRDD<K, byte[]> parts) {
        Map<K, SliceSums> sums = new HashMap<>();
        parts.reduceByKey((one, other) ->
                        SliceSums.fromBytes(one).add(SliceSums.fromBytes(other)).toBytes())
                .collect()
                .forEach(entry -> sums.put(entry._1(), SliceSums.fromBytes(entry._2())));
        return sums;
    }
}
