package io.assay.aggregation;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.aggregation.SortedSequences.Key;
import io.assay.cost.PairedQuantiles;
import io.assay.cost.QuantileBounds;
import io.assay.cost.QuantileCurve;
import io.assay.dimension.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * What needs sorted values, for every cell: areas under curves of ranked scores, correlations of ranks, and exact quantiles
 * of every version and of both sides of every pair, with their bounds. All of it is read from the rows that the pass kept: a quantile by a
 * first sort, how far it may be off by counting the losses up to it unit by unit, its bounds by a second sort.
 */
final class OrderStatistics {

    /** For each core, where there are correlations. */
    private static final int CORRELATING_PARTS = 16;

    /** What a sequence gives that has no bounds, about. */
    private static final int FEW_NUMBERS = 8;

    private final Dataset<Row> kept;
    private final KeptCells numbers;
    private final TallyPlan plan;
    private final List<Integer> ordered;
    private final KeptLayout layout;
    private final int first;
    private final RankReadings readings;
    private final HashMap<Key, Double> weights = new HashMap<>();

    /**
     * Takes what it needs from the tallies and lets go of them: sorting may take the memory that they would.
     *
     * @param kept rows of kind {@link TalliedRow#KEPT}
     * @param cells the tallies of the same pass
     */
    OrderStatistics(Dataset<Row> kept, SortedMap<Cell, CellTally> cells, TallyPlan plan) {
        this.kept = kept;
        this.plan = plan;
        this.numbers = KeptCells.of(cells, parts());
        this.ordered = plan.ordered();
        this.layout = KeptLayout.of(plan);
        this.first = layout.losses();
        this.readings = RankReadings.of(layout, cells);
        cells.forEach(this::weigh);
    }

    /** A correlation holds the labels of each cell of a part, so these are to be few; else a row travels to fewer parts. */
    private int parts() {
        boolean correlates = plan.metrics().rankings().stream().anyMatch(ranking -> ranking.kind() == Kind.CORRELATION);
        int cores = kept.sparkSession().sparkContext().defaultParallelism();
        return correlates ? CORRELATING_PARTS * cores : cores;
    }

    /** Everything that was read. */
    record Values(
            RankedValues ranked,
            Map<Tallied.Place, QuantileBounds> quantiles,
            Map<Tallied.PairPlace, PairedQuantiles> pairedQuantiles) {

        static Values none() {
            return new Values(RankedValues.none(), Map.of(), Map.of());
        }
    }

    Values read() {
        describe("sort for exact order statistics");
        HashMap<Key, Double> total = weights;
        double[] probabilities = probabilities();
        KeptLayout places = layout;
        int losses = first;
        RankReadings own = readings;
        Map<Key, double[]> sorted = SortedSequences.read(
                kept,
                numbers,
                layout.series(),
                FEW_NUMBERS,
                key -> places.isRanking(key.series())
                        ? own.statistics(key)
                        : quantile(key, losses, probabilities, total, Double.NaN));
        RankedValues ranked = ranked(sorted);
        if (ordered.isEmpty()) {
            return new Values(ranked, Map.of(), Map.of());
        }
        describe("count losses up to the quantiles");
        Map<Cell, SharesOfCell> shares = shares(sorted);
        HashMap<Key, Double> effective = effectiveRows(shares);
        describe("sort for the bounds of the quantiles");
        Map<Key, double[]> bounds = SortedSequences.read(
                kept,
                numbers,
                layout.series(),
                1 + QuantileBounds.NUMBERS,
                key -> places.isRanking(key.series())
                        ? null
                        : quantile(key, losses, probabilities, total, effective.getOrDefault(key, Double.NaN)));
        return new Values(ranked, quantiles(shares, effective, bounds), paired(shares, effective, bounds));
    }

    private RankedValues ranked(Map<Key, double[]> sorted) {
        Map<Key, double[]> summaries = new HashMap<>(sorted);
        summaries.keySet().removeIf(key -> !layout.isRanking(key.series()));
        if (summaries.isEmpty()) {
            return RankedValues.none();
        }
        describe("weigh what each unit adds to statistics of ranks");
        return RankedValues.of(
                layout, summaries, RankInfluences.sum(kept, numbers, isClustered(), readings, summaries));
    }

    private static SortedSequences.Quantile quantile(
            Key key, int first, double[] probabilities, Map<Key, Double> weights, double effectiveRows) {
        double probability = probabilities[(key.series() - first) % probabilities.length];
        double weight = weights.getOrDefault(key, Double.NaN);
        return new SortedSequences.Quantile(
                new QuantileCurve(probability, weight, effectiveRows), !Double.isNaN(effectiveRows));
    }

    private void weigh(Cell cell, CellTally tally) {
        tally.costs().forEach((version, costs) -> {
            for (int i = 0; i < ordered.size(); i++) {
                weights.put(new Key(cell, version, null, first + i), costs[ordered.get(i)].weight());
            }
        });
        tally.pairs().forEach((pair, pairs) -> {
            for (int i = 0; i < ordered.size(); i++) {
                double weight = pairs[ordered.get(i)].weight();
                weights.put(ours(cell, pair, i), weight);
                weights.put(theirs(cell, pair, i), weight);
            }
        });
    }

    private Key ours(Cell cell, VersionPair pair, int i) {
        return new Key(cell, pair.baseline(), pair.candidate(), first + i);
    }

    private Key theirs(Cell cell, VersionPair pair, int i) {
        return new Key(cell, pair.baseline(), pair.candidate(), layout.theirLosses() + i);
    }

    private double[] probabilities() {
        return ordered.stream()
                .mapToDouble(i -> plan.losses().get(i).aggregate().probability())
                .toArray();
    }

    /** What the tallies of shares say: of as many losses as have quantiles. */
    private Map<Cell, SharesOfCell> shares(Map<Key, double[]> sorted) {
        Map<Key, Double> quantiles = new HashMap<>();
        sorted.forEach((key, values) -> {
            if (!layout.isRanking(key.series())) {
                quantiles.put(key, values[0]);
            }
        });
        return CellStates.read(
                kept.selectExpr(ShareTallier.COLUMNS)
                        .mapPartitions(
                                new ShareTallier(numbers, first, ordered.size(), isClustered(), quantiles),
                                Encoders.row(TalliedRow.SCHEMA)),
                sum -> SharesOfCell.of(CellTally.fromBytes(sum)));
    }

    private boolean isClustered() {
        return plan.columns().cluster().isPresent();
    }

    private HashMap<Key, Double> effectiveRows(Map<Cell, SharesOfCell> shares) {
        HashMap<Key, Double> rows = new HashMap<>();
        shares.forEach((cell, found) -> {
            found.versions().forEach((version, losses) -> {
                for (int i = 0; i < losses.length; i++) {
                    rows.put(new Key(cell, version, null, first + i), losses[i].effectiveRows());
                }
            });
            found.pairs().forEach((pair, losses) -> {
                for (int i = 0; i < losses.length; i++) {
                    rows.put(ours(cell, pair, i), losses[i].candidateRows());
                    rows.put(theirs(cell, pair, i), losses[i].baselineRows());
                }
            });
        });
        return rows;
    }

    private Map<Tallied.Place, QuantileBounds> quantiles(
            Map<Cell, SharesOfCell> shares, Map<Key, Double> effective, Map<Key, double[]> bounds) {
        Map<Tallied.Place, QuantileBounds> quantiles = new HashMap<>();
        shares.forEach((cell, found) -> found.versions().forEach((version, losses) -> {
            for (int i = 0; i < losses.length; i++) {
                Key key = new Key(cell, version, null, first + i);
                if (losses[i].units() > 0) {
                    quantiles.put(
                            new Tallied.Place(cell, version, ordered.get(i)),
                            bounds(key, losses[i].units(), effective, bounds));
                }
            }
        }));
        return quantiles;
    }

    private Map<Tallied.PairPlace, PairedQuantiles> paired(
            Map<Cell, SharesOfCell> shares, Map<Key, Double> effective, Map<Key, double[]> bounds) {
        Map<Tallied.PairPlace, PairedQuantiles> paired = new HashMap<>();
        shares.forEach((cell, found) -> found.pairs().forEach((pair, losses) -> {
            for (int i = 0; i < losses.length; i++) {
                SharesOfCell.OfPair share = losses[i];
                if (share.units() > 0) {
                    paired.put(
                            new Tallied.PairPlace(cell, pair, ordered.get(i)),
                            new PairedQuantiles(
                                    bounds(ours(cell, pair, i), share.units(), effective, bounds),
                                    bounds(theirs(cell, pair, i), share.units(), effective, bounds),
                                    share.correlation()));
                }
            }
        }));
        return paired;
    }

    /** Takes what was read for a sequence out of what was read for all, so that there is not all of it twice. */
    private QuantileBounds bounds(Key key, long units, Map<Key, Double> effective, Map<Key, double[]> bounds) {
        double[] probabilities = probabilities();
        double[] read = bounds.remove(key);
        return SortedSequences.Quantile.bounds(
                probabilities[(key.series() - first) % probabilities.length],
                effective.getOrDefault(key, Double.NaN),
                units,
                read == null ? new double[0] : read);
    }

    private void describe(String what) {
        kept.sparkSession().sparkContext().setJobDescription("assay: " + what);
    }
}
