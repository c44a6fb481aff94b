package io.assay.aggregation;

import io.assay.aggregation.SortedSequences.Key;
import io.assay.cost.CostReading;
import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.cost.PairedRanks;
import io.assay.cost.RankEstimate;
import io.assay.cost.RankStatistic;
import io.assay.cost.RankSummary;
import io.assay.cost.StoredTallies;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was read off ranked rows.
 *
 * @param versions the statistics of every version
 * @param pairs the same of both sides on the rows that they share
 * @param costs what the statistics of costs were read from, of versions over all rows
 */
public record RankedValues(
        Map<Place, RankEstimate> versions, Map<PairPlace, PairedRanks> pairs, Map<Place, CostReading> costs) {

    public RankedValues {
        versions = Map.copyOf(versions);
        pairs = Map.copyOf(pairs);
        costs = Map.copyOf(costs);
    }

    /** A statistic of a version in a cell, by the index of the ranking. */
    public record Place(Cell cell, String version, int ranking, RankStatistic statistic) {}

    /** A statistic of a pair in a cell, by the index of the ranking. */
    public record PairPlace(Cell cell, VersionPair pair, int ranking, RankStatistic statistic) {}

    /** Nothing was ranked. */
    public static RankedValues none() {
        return new RankedValues(Map.of(), Map.of(), Map.of());
    }

    /**
     * Puts statistics beside their influences.
     *
     * @param summaries of every ranked sequence
     * @param influences of every cell, as the bytes of a {@link CellTally}
     */
    static RankedValues of(KeptLayout layout, Map<Key, double[]> summaries, Map<Cell, byte[]> influences) {
        Found found = new Found(layout, summaries);
        Map<Cell, List<Key>> keys = new HashMap<>();
        for (Key key : summaries.keySet()) {
            if (!layout.isTheirs(key.series())) {
                keys.computeIfAbsent(key.cell(), cell -> new ArrayList<>()).add(key);
            }
        }
        // Cell by cell: the tallies of all of them at once would be many objects.
        influences.forEach((cell, bytes) -> {
            List<Key> ofCell = keys.getOrDefault(cell, List.of());
            CellTally tally = CellTally.fromBytes(bytes);
            ofCell.forEach(key -> found.add(key, tally));
        });
        return new RankedValues(found.versions, found.pairs, found.costs);
    }

    /** What has been put together so far. */
    private static final class Found {
        private final KeptLayout layout;
        private final Map<Key, double[]> summaries;
        private final Map<Place, RankEstimate> versions = new HashMap<>();
        private final Map<PairPlace, PairedRanks> pairs = new HashMap<>();
        private final Map<Place, CostReading> costs = new HashMap<>();

        Found(KeptLayout layout, Map<Key, double[]> summaries) {
            this.layout = layout;
            this.summaries = summaries;
        }

        void add(Key key, CellTally cell) {
            int ranking = layout.ranking(key.series());
            RankSummary summary = summary(key);
            List<RankStatistic> statistics = layout.statistics(key.series());
            for (int i = 0; i < statistics.size(); i++) {
                RankStatistic statistic = statistics.get(i);
                int from = layout.tally(ranking, i);
                int to = from + statistic.tallies();
                String candidate = key.candidate();
                if (candidate == null) {
                    List<CostTally> tallies =
                            Arrays.asList(cell.costs(key.version())).subList(from, to);
                    Place place = new Place(key.cell(), key.version(), ranking, statistic);
                    versions.put(
                            place,
                            new RankEstimate(
                                    statistic, summary.value(i), summary.rows(), StoredTallies.ofCosts(tallies)));
                    if (statistic.isOfCosts() && key.cell().equals(Cell.ALL)) {
                        costs.put(place, summary.costs(i));
                    }
                } else {
                    VersionPair pair = new VersionPair(key.version(), candidate);
                    List<PairTally> tallies = Arrays.asList(cell.pairs(pair)).subList(from, to);
                    Key theirs = theirs(layout, key);
                    RankSummary other = summaries.containsKey(theirs) ? summary(theirs) : summary;
                    pairs.put(
                            new PairPlace(key.cell(), pair, ranking, statistic),
                            new PairedRanks(
                                    statistic, summary.value(i), other.value(i), StoredTallies.ofPairs(tallies)));
                }
            }
        }

        private RankSummary summary(Key key) {
            return RankSummary.of(Objects.requireNonNull(summaries.get(key), "a sequence was summed up"));
        }
    }

    private static Key theirs(KeptLayout layout, Key ours) {
        return new Key(ours.cell(), ours.version(), ours.candidate(), layout.theirRankings() + ours.series());
    }
}
