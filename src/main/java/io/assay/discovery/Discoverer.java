package io.assay.discovery;

import io.assay.aggregation.VersionPair;
import io.assay.cost.PairTally;
import io.assay.discovery.SearchedHalf.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Looks for slices in which a candidate is worse than a baseline, in one half of the units, and tallies what it finds in the
 * other half, which the search has not seen. Nothing that is found in the first half is told as a number.
 */
public final class Discoverer {

    private final Dataset<Row> pairs;
    private final PairLayout layout;
    private final SliceSearch.Settings settings;

    /** @param pairs as {@link io.assay.aggregation.OnePass#pairs} gives them */
    public Discoverer(Dataset<Row> pairs, PairLayout layout, SliceSearch.Settings settings) {
        this.pairs = pairs;
        this.layout = layout;
        this.settings = settings;
    }

    /** A slice that was found, by its name, with its pairs of the half that was held out. */
    public record Slice(String name, PairTally heldOut) {}

    /**
     * What was found of one candidate and one baseline.
     *
     * @param slices the most suspicious first
     * @param searched all pairs of the half that was searched
     * @param heldOut all pairs of the other
     * @param looked how many slices' rows were looked at
     * @param pruned how many could not be among the most suspicious
     * @param capped whether there were too many to look at all that could be
     * @param leftOut features with too many values
     */
    public record Discovered(
            VersionPair versions,
            List<Slice> slices,
            PairTally searched,
            PairTally heldOut,
            long looked,
            long pruned,
            boolean capped,
            List<String> leftOut) {

        public Discovered {
            slices = List.copyOf(slices);
            leftOut = List.copyOf(leftOut);
        }
    }

    /** Searches and tallies. */
    public Discovered discover(VersionPair versions) {
        JavaRDD<Row> all = pairs.toJavaRDD();
        SearchedHalf half = new SearchedHalf(all, layout, versions);
        describe("look at single features");
        Map<Value, SliceSums> singles = half.singles();
        List<Integer> crowded = crowded(singles);
        FeatureValues values = values(singles, crowded);
        SortedMap<Condition, SliceSums> conditions = new TreeMap<>();
        singles.forEach((value, sums) -> {
            if (value.feature() >= 0 && !crowded.contains(value.feature())) {
                conditions.put(new Condition(value.feature(), values.number(value.feature(), value.text())), sums);
            }
        });
        describe("look at crosses of features");
        SliceSearch.Found found = SliceSearch.search(
                singles.getOrDefault(Value.ALL, new SliceSums()),
                conditions,
                settings,
                slices -> half.tally(slices, values));
        describe("tally what was found in the other half");
        List<Conjunction> winners =
                found.distinct().stream().map(SliceSearch.Ranked::slice).toList();
        BothHalves.Tallies tallies = BothHalves.of(all, layout, versions, values, winners);
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < winners.size(); i++) {
            slices.add(new Slice(values.name(winners.get(i)), tallies.slices().get(i)));
        }
        return new Discovered(
                versions,
                slices,
                tallies.searched(),
                tallies.heldOut(),
                found.looked(),
                found.pruned(),
                found.capped(),
                crowded.stream()
                        .map(feature -> layout.features().get(feature).name())
                        .toList());
    }

    /** Features of which a task, or all of them together, have seen too many values. */
    private List<Integer> crowded(Map<Value, SliceSums> singles) {
        List<Integer> crowded = new ArrayList<>();
        for (int feature = 0; feature < layout.features().size(); feature++) {
            int own = feature;
            boolean inTask = singles.containsKey(new Value(own, null, true));
            long all = singles.keySet().stream()
                    .filter(value -> value.feature() == own)
                    .count();
            if (inTask || all > SearchedHalf.MOST_VALUES) {
                crowded.add(own);
            }
        }
        return crowded;
    }

    private FeatureValues values(Map<Value, SliceSums> singles, List<Integer> crowded) {
        List<List<@Nullable String>> values = new ArrayList<>();
        for (int feature = 0; feature < layout.features().size(); feature++) {
            int own = feature;
            List<@Nullable String> texts = new ArrayList<>();
            singles.keySet().stream()
                    .filter(value -> value.feature() == own && !crowded.contains(own))
                    .forEach(value -> texts.add(value.text()));
            values.add(texts);
        }
        return new FeatureValues(layout.features(), values);
    }

    private void describe(String what) {
        pairs.sparkSession().sparkContext().setJobDescription("assay: " + what);
    }
}
