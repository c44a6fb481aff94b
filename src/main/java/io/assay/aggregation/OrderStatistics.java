package io.assay.aggregation;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.aggregation.SortedSequences.Key;
import io.assay.cost.CostTally;
import io.assay.cost.MetricBasis.Outcome;
import io.assay.cost.PairTally;
import io.assay.cost.PairedQuantiles;
import io.assay.cost.QuantileBounds;
import io.assay.cost.QuantileCurve;
import io.assay.cost.QuantileShares;
import io.assay.cost.VectorTally;
import io.assay.dimension.Cell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final Dataset<Row> kept;
    private final SortedMap<Cell, CellTally> cells;
    private final TallyPlan plan;
    private final List<Integer> ordered;
    private final List<Kind> kinds;
    private final int first;
    private final HashMap<Key, Double> weights = new HashMap<>();
    private final HashMap<Key, Double> negatives = new HashMap<>();

    /**
     * @param kept rows of kind {@link TalliedRow#KEPT}
     * @param cells the tallies of the same pass
     */
    OrderStatistics(Dataset<Row> kept, SortedMap<Cell, CellTally> cells, TallyPlan plan) {
        this.kept = kept;
        this.cells = cells;
        this.plan = plan;
        this.ordered = plan.ordered();
        this.kinds = plan.metrics().kinds();
        this.first = Kind.places(kinds);
        cells.forEach(this::weigh);
    }

    /** Everything that was read. */
    record Values(
            Map<Tallied.Place, Tallied.Ranked> curves,
            Map<Tallied.Place, Tallied.Correlated> correlations,
            Map<Tallied.Place, QuantileBounds> quantiles,
            Map<Tallied.PairPlace, PairedQuantiles> pairedQuantiles) {

        static Values none() {
            return new Values(Map.of(), Map.of(), Map.of(), Map.of());
        }
    }

    Values read() {
        describe("sort for exact order statistics");
        HashMap<Key, Double> total = weights;
        HashMap<Key, Double> others = negatives;
        double[] probabilities = probabilities();
        int losses = first;
        HashMap<Integer, MetricColumns.Ranking> rankings = rankings();
        Map<Key, double[]> sorted = SortedSequences.read(
                kept,
                series(),
                key -> key.series() < losses
                        ? ranked(key, Objects.requireNonNull(rankings.get(key.series())), total, others)
                        : quantile(key, losses, probabilities, total, Double.NaN));
        Map<Tallied.Place, Tallied.Ranked> curves = curves(sorted, rankings);
        Map<Tallied.Place, Tallied.Correlated> correlations = correlations(sorted, rankings);
        if (ordered.isEmpty()) {
            return new Values(curves, correlations, Map.of(), Map.of());
        }
        describe("count losses up to the quantiles");
        Map<Cell, CellTally> shares = shares(sorted);
        HashMap<Key, Double> effective = effectiveRows(shares);
        describe("sort for the bounds of the quantiles");
        Map<Key, double[]> bounds = SortedSequences.read(
                kept,
                series(),
                key -> key.series() < losses
                        ? null
                        : quantile(key, losses, probabilities, total, effective.getOrDefault(key, Double.NaN)));
        return new Values(
                curves, correlations, quantiles(shares, effective, bounds), paired(shares, effective, bounds));
    }

    private static SortedSequences.Quantile quantile(
            Key key, int first, double[] probabilities, Map<Key, Double> weights, double effectiveRows) {
        double probability = probabilities[(key.series() - first) % probabilities.length];
        double weight = weights.getOrDefault(key, Double.NaN);
        return new SortedSequences.Quantile(
                new QuantileCurve(probability, weight, effectiveRows), !Double.isNaN(effectiveRows));
    }

    private static SortedSequences.Reading ranked(
            Key key, MetricColumns.Ranking ranking, Map<Key, Double> positives, Map<Key, Double> negatives) {
        return ranking.kind() == Kind.CORRELATION
                ? new SortedSequences.Correlated()
                : new SortedSequences.Ranked(
                        positives.getOrDefault(key, Double.NaN),
                        negatives.getOrDefault(key, Double.NaN),
                        ranking.maximumFprs().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray());
    }

    /** For every value of a kept row before the losses the place of the first that is read with it. */
    private int[] series() {
        int[] series = new int[first];
        int place = 0;
        for (Kind kind : kinds) {
            int of = place;
            for (int i = 0; i < Kind.places(List.of(kind)); i++) {
                series[place++] = of;
            }
        }
        return series;
    }

    /** The rankings by the places of their first values. */
    private HashMap<Integer, MetricColumns.Ranking> rankings() {
        HashMap<Integer, MetricColumns.Ranking> rankings = new HashMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            rankings.put(
                    Kind.places(kinds.subList(0, i)), plan.metrics().rankings().get(i));
        }
        return rankings;
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
        rankings().forEach((place, ranking) -> tally.metrics().forEach((version, metrics) -> {
            if (ranking.kind() == Kind.CURVE) {
                VectorTally classes = (VectorTally) metrics[ranking.tally()];
                Key key = new Key(cell, version, null, place);
                weights.put(key, classes.weight(Outcome.TRUE_POSITIVE));
                negatives.put(key, classes.weight(Outcome.TRUE_NEGATIVE));
            }
        }));
    }

    private Key ours(Cell cell, VersionPair pair, int i) {
        return new Key(cell, pair.baseline(), pair.candidate(), first + i);
    }

    private Key theirs(Cell cell, VersionPair pair, int i) {
        return new Key(cell, pair.baseline(), pair.candidate(), first + ordered.size() + i);
    }

    private double[] probabilities() {
        return ordered.stream()
                .mapToDouble(i -> plan.losses().get(i).aggregate().probability())
                .toArray();
    }

    private Tallied.Place place(Key key, MetricColumns.Ranking ranking) {
        return new Tallied.Place(
                key.cell(), key.version(), plan.metrics().rankings().indexOf(ranking));
    }

    private Map<Tallied.Place, Tallied.Correlated> correlations(
            Map<Key, double[]> sorted, Map<Integer, MetricColumns.Ranking> rankings) {
        Map<Tallied.Place, Tallied.Correlated> correlations = new HashMap<>();
        sorted.forEach((key, values) -> {
            MetricColumns.Ranking ranking = rankings.get(key.series());
            if (ranking != null && ranking.kind() == Kind.CORRELATION) {
                correlations.put(
                        place(key, ranking),
                        new Tallied.Correlated(values[SortedSequences.SPEARMAN], values[SortedSequences.KENDALL]));
            }
        });
        return correlations;
    }

    private Map<Tallied.Place, Tallied.Ranked> curves(
            Map<Key, double[]> sorted, Map<Integer, MetricColumns.Ranking> rankings) {
        Map<Tallied.Place, Tallied.Ranked> curves = new HashMap<>();
        sorted.forEach((key, values) -> {
            MetricColumns.Ranking ranking = rankings.get(key.series());
            if (ranking != null && ranking.kind() == Kind.CURVE) {
                curves.put(
                        place(key, ranking),
                        new Tallied.Ranked(
                                values[SortedSequences.AVERAGE_PRECISION],
                                values[SortedSequences.PRECISION_RECALL_AREA],
                                values[SortedSequences.FARTHEST],
                                Arrays.stream(values)
                                        .skip(SortedSequences.AREAS)
                                        .boxed()
                                        .toList()));
            }
        });
        return curves;
    }

    /** The tallies of shares: as many losses as have quantiles. */
    private Map<Cell, CellTally> shares(Map<Key, double[]> sorted) {
        Map<Key, Double> quantiles = new HashMap<>();
        sorted.forEach((key, values) -> {
            if (key.series() >= first) {
                quantiles.put(key, values[0]);
            }
        });
        boolean clustered = plan.columns().cluster().isPresent();
        return CellStates.sum(kept.selectExpr(ShareTallier.COLUMNS)
                .mapPartitions(
                        new ShareTallier(first, ordered.size(), clustered, quantiles),
                        Encoders.row(TalliedRow.SCHEMA)));
    }

    private HashMap<Key, Double> effectiveRows(Map<Cell, CellTally> shares) {
        HashMap<Key, Double> rows = new HashMap<>();
        shares.forEach((cell, tally) -> {
            tally.costs().forEach((version, costs) -> {
                for (int i = 0; i < costs.length; i++) {
                    rows.put(new Key(cell, version, null, first + i), QuantileShares.effectiveRows(costs[i]));
                }
            });
            tally.pairs().forEach((pair, pairs) -> {
                for (int i = 0; i < pairs.length; i++) {
                    rows.put(ours(cell, pair, i), QuantileShares.candidateRows(pairs[i]));
                    rows.put(theirs(cell, pair, i), QuantileShares.baselineRows(pairs[i]));
                }
            });
        });
        return rows;
    }

    private Map<Tallied.Place, QuantileBounds> quantiles(
            Map<Cell, CellTally> shares, Map<Key, Double> effective, Map<Key, double[]> bounds) {
        Map<Tallied.Place, QuantileBounds> quantiles = new HashMap<>();
        shares.forEach((cell, tally) -> tally.costs().forEach((version, costs) -> {
            for (int i = 0; i < costs.length; i++) {
                CostTally cost = costs[i];
                Key key = new Key(cell, version, null, first + i);
                if (cost.units() > 0) {
                    quantiles.put(
                            new Tallied.Place(cell, version, ordered.get(i)),
                            bounds(key, cost.units(), effective, bounds));
                }
            }
        }));
        return quantiles;
    }

    private Map<Tallied.PairPlace, PairedQuantiles> paired(
            Map<Cell, CellTally> shares, Map<Key, Double> effective, Map<Key, double[]> bounds) {
        Map<Tallied.PairPlace, PairedQuantiles> paired = new HashMap<>();
        shares.forEach((cell, tally) -> tally.pairs().forEach((pair, pairs) -> {
            for (int i = 0; i < pairs.length; i++) {
                PairTally share = pairs[i];
                if (share.units() > 0) {
                    paired.put(
                            new Tallied.PairPlace(cell, pair, ordered.get(i)),
                            new PairedQuantiles(
                                    bounds(ours(cell, pair, i), share.units(), effective, bounds),
                                    bounds(theirs(cell, pair, i), share.units(), effective, bounds),
                                    QuantileShares.correlation(share)));
                }
            }
        }));
        return paired;
    }

    private QuantileBounds bounds(Key key, long units, Map<Key, Double> effective, Map<Key, double[]> bounds) {
        double[] probabilities = probabilities();
        return SortedSequences.Quantile.bounds(
                probabilities[(key.series() - first) % probabilities.length],
                effective.getOrDefault(key, Double.NaN),
                units,
                bounds.getOrDefault(key, new double[0]));
    }

    private void describe(String what) {
        kept.sparkSession().sparkContext().setJobDescription("assay: " + what);
    }
}
