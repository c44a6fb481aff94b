package io.assay.discovery;

import io.assay.aggregation.VersionPair;
import io.assay.cost.PairTally;
import io.assay.cost.UnitSums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Tallies pairs unit by unit: all of them in either half, and those of slices in the half in which they were not looked for.
 * The pairs of a cluster stand side by side, so that its sums are complete when the next one begins.
 */
final class BothHalves {

    private static final int SEARCHED = 0;
    private static final int HELD_OUT = 1;
    private static final int FIRST_SLICE = 2;

    private BothHalves() {}

    /**
     * What was tallied.
     *
     * @param searched all pairs of the half that is searched
     * @param heldOut all pairs of the other
     * @param slices the pairs of the other in each slice
     */
    record Tallies(PairTally searched, PairTally heldOut, List<PairTally> slices) {}

    static Tallies of(
            JavaRDD<Row> all, PairLayout layout, VersionPair versions, FeatureValues values, List<Conjunction> slices) {
        SliceTrie trie = new SliceTrie(slices);
        Map<Integer, PairTally> found = new HashMap<>();
        all.filter(row -> layout.isPair(row, versions))
                .mapPartitionsToPair(part -> tally(part, layout, values, trie))
                .reduceByKey(BothHalves::sum)
                .collect()
                .forEach(entry -> found.put(entry._1(), PairTally.fromBytes(entry._2())));
        List<PairTally> ofSlices = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            ofSlices.add(found.getOrDefault(FIRST_SLICE + i, new PairTally()));
        }
        return new Tallies(
                found.getOrDefault(SEARCHED, new PairTally()), found.getOrDefault(HELD_OUT, new PairTally()), ofSlices);
    }

    private static byte[] sum(byte[] one, byte[] other) {
        PairTally sum = PairTally.fromBytes(one);
        sum.add(PairTally.fromBytes(other));
        return sum.toBytes();
    }

    private static Iterator<Tuple2<Integer, byte[]>> tally(
            Iterator<Row> part, PairLayout layout, FeatureValues values, SliceTrie slices) {
        Open open = new Open(layout.clustered());
        int[] numbers = new int[values.features()];
        while (part.hasNext()) {
            Row pair = part.next();
            open.begin(layout.unit(pair));
            double candidate = layout.candidate(pair);
            double baseline = layout.baseline(pair);
            double weight = layout.weight(pair);
            boolean heldOut = layout.isHeldOut(pair);
            open.add(heldOut ? HELD_OUT : SEARCHED, candidate, baseline, weight);
            if (heldOut) {
                values.numbers(layout.values(pair), numbers);
                slices.find(numbers, slice -> open.add(FIRST_SLICE + slice, candidate, baseline, weight));
            }
        }
        open.end();
        return open.tallies.entrySet().stream()
                .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue().toBytes()))
                .iterator();
    }

    /** Tallies of a task, with the sums of the unit whose pairs are passing. */
    private static final class Open {
        private final boolean clustered;
        private final Map<Integer, PairTally> tallies = new HashMap<>();
        private final Map<Integer, Sides> unit = new HashMap<>();
        private long number = Long.MIN_VALUE;

        private Open(boolean clustered) {
            this.clustered = clustered;
        }

        private void begin(long next) {
            if (next != number) {
                end();
                number = next;
            }
        }

        private void add(int index, double candidate, double baseline, double weight) {
            if (clustered) {
                Sides sides = unit.computeIfAbsent(index, added -> new Sides(new UnitSums(), new UnitSums()));
                sides.candidate.add(candidate, weight);
                sides.baseline.add(baseline, weight);
            } else {
                tally(index).addPair(candidate, baseline, weight);
            }
        }

        private void end() {
            unit.forEach((index, sides) -> tally(index).addUnit(sides.candidate, sides.baseline));
            unit.clear();
        }

        private PairTally tally(int index) {
            return tallies.computeIfAbsent(index, added -> new PairTally());
        }
    }

    private record Sides(UnitSums candidate, UnitSums baseline) {}
}
