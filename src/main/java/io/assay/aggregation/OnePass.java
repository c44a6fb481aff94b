package io.assay.aggregation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.cost.CostTally;
import io.assay.cost.MetricBasis.Outcome;
import io.assay.cost.VectorTally;
import io.assay.dimension.Cell;
import io.assay.input.Conformed;
import io.assay.input.RowCounter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Reads the sources once and tallies everything. Rows are brought together by their id (or cluster) in one shuffle, so
 * that versions are paired without a join; what the tallying gives is kept, and costs, quarantine and sorted statistics
 * are all read from there. Two things are reasons for a second read: duplicated ids, whose rows nobody kept, and a
 * lost executor, whose rows Spark read twice, so that they have to be counted anew.
 */
public final class OnePass implements AutoCloseable {

    private final SparkSession spark;
    private final TallyPlan plan;
    private final Conformed conformed;
    private final Dataset<Row> tallied;

    /** Prepares the pass; nothing is read before {@link #run}. */
    public OnePass(SparkSession spark, TallyPlan plan, Conformed conformed) {
        this.spark = spark;
        this.plan = plan;
        this.conformed = conformed;
        this.tallied = together(new Scorer(plan).score(conformed))
                .mapPartitions(new Tallier(plan, conformed.paired()), Encoders.row(TalliedRow.SCHEMA))
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** All rows of a cluster, and so all of an id, side by side in one Spark partition. */
    private static Dataset<Row> together(Dataset<Row> scored) {
        String cluster = ScoredLayout.name(ScoredLayout.CLUSTER);
        return scored.repartition(col(cluster))
                .sortWithinPartitions(
                        cluster, ScoredLayout.name(ScoredLayout.ID), ScoredLayout.name(ScoredLayout.VERSION));
    }

    /** Reads and tallies. */
    public Tallied run() {
        counters().forEach(RowCounter::listen);
        describe("read, score and tally");
        SortedMap<Cell, CellTally> cells = cells();
        describe("collect the row counts");
        Counts counts = new Counts();
        for (Row row : ofKind(TalliedRow.COUNTS).select(TalliedRow.STATE).collectAsList()) {
            counts.add(Counts.fromBytes(row.getAs(0)));
        }
        boolean duplicates = counts.of(Counts.ROWS, Counts.QUARANTINED, Counts.DUPLICATE_ID) > 0;
        Map<OrderStatistics.Key, OrderStatistics.Value> sorted = plan.keepsRows() ? sorted(cells) : Map.of();
        OptionalLong passed = passed(counts);
        long read = passed.orElseGet(() -> recounted(conformed.read()));
        long readLabels = passed.isPresent() ? counts.total(Counts.LABELS) : recounted(conformed.readLabels());
        return new Tallied(
                cells,
                counts,
                duplicates ? withDuplicates() : quarantined(),
                curves(sorted),
                correlations(sorted),
                quantiles(sorted),
                read,
                readLabels,
                1 + (duplicates ? 1 : 0) + (passed.isPresent() ? 0 : 1));
    }

    /** The rows that the sources gave, where those of both sides are accounted for; else they are to be counted again. */
    private OptionalLong passed(Counts counts) {
        OptionalLong rows = passed(conformed.read());
        OptionalLong labels = passed(conformed.readLabels());
        boolean accounted = rows.isPresent()
                && labels.isPresent()
                && rows.getAsLong() * conformed.copies() == counts.total(Counts.ROWS)
                && labels.getAsLong() == counts.total(Counts.LABELS);
        return accounted ? rows : OptionalLong.empty();
    }

    private static OptionalLong passed(List<RowCounter> counters) {
        long rows = 0;
        for (RowCounter counter : counters) {
            OptionalLong passed = counter.passed();
            if (passed.isEmpty()) {
                return passed;
            }
            rows += passed.getAsLong();
        }
        return OptionalLong.of(rows);
    }

    /**
     * The cells' tallies, those of all Spark partitions added. Keys and states travel as texts and bytes, which every
     * serialiser knows.
     */
    private SortedMap<Cell, CellTally> cells() {
        JavaPairRDD<Tuple2<String, String>, byte[]> states = ofKind(TalliedRow.CELL)
                .select("partition", "slice", TalliedRow.STATE)
                .toJavaRDD()
                .mapToPair(row -> new Tuple2<>(new Tuple2<>(row.getString(0), row.getString(1)), row.getAs(2)));
        SortedMap<Cell, CellTally> cells = new TreeMap<>();
        states.groupByKey()
                .mapValues(OnePass::sum)
                .collect()
                .forEach(state ->
                        cells.put(new Cell(state._1()._1(), state._1()._2()), CellTally.fromBytes(state._2())));
        return cells;
    }

    private static byte[] sum(Iterable<byte[]> states) {
        CellTally sum = null;
        for (byte[] state : states) {
            CellTally tally = CellTally.fromBytes(state);
            sum = sum == null ? tally : sum.add(tally);
        }
        return sum == null ? new byte[0] : sum.toBytes();
    }

    private static long recounted(List<RowCounter> counters) {
        return counters.stream().mapToLong(RowCounter::recounted).sum();
    }

    private Map<OrderStatistics.Key, OrderStatistics.Value> sorted(SortedMap<Cell, CellTally> cells) {
        describe("sort for exact order statistics");
        List<Integer> ordered = plan.ordered();
        List<MetricColumns.Ranking> rankings = plan.metrics().rankings();
        HashMap<OrderStatistics.Key, Double> weights = new HashMap<>();
        HashMap<OrderStatistics.Key, Double> negatives = new HashMap<>();
        cells.forEach((cell, tally) -> tally.costs().forEach((version, costs) -> {
            for (int i = 0; i < ordered.size(); i++) {
                CostTally cost = costs[ordered.get(i)];
                weights.put(new OrderStatistics.Key(cell, version, rankings.size() + i), cost.weight());
            }
        }));
        for (int i = 0; i < rankings.size(); i++) {
            MetricColumns.Ranking ranking = rankings.get(i);
            int series = i;
            if (ranking.kind() == Kind.CURVE) {
                cells.forEach((cell, tally) -> tally.metrics().forEach((version, metrics) -> {
                    VectorTally classes = (VectorTally) metrics[ranking.tally()];
                    OrderStatistics.Key key = new OrderStatistics.Key(cell, version, series);
                    weights.put(key, classes.weight(Outcome.TRUE_POSITIVE));
                    negatives.put(key, classes.weight(Outcome.TRUE_NEGATIVE));
                }));
            }
        }
        double[] probabilities = ordered.stream()
                .mapToDouble(i -> plan.losses().get(i).aggregate().probability())
                .toArray();
        return OrderStatistics.read(
                ofKind(TalliedRow.KEPT),
                new OrderStatistics.Request(new ArrayList<>(rankings), probabilities, weights, negatives));
    }

    private boolean isRanking(OrderStatistics.Key key, Kind kind) {
        List<Kind> kinds = plan.metrics().kinds();
        return key.series() < kinds.size() && kinds.get(key.series()) == kind;
    }

    private Map<Tallied.Place, Tallied.Correlated> correlations(
            Map<OrderStatistics.Key, OrderStatistics.Value> sorted) {
        Map<Tallied.Place, Tallied.Correlated> correlations = new HashMap<>();
        sorted.forEach((key, value) -> {
            if (isRanking(key, Kind.CORRELATION)) {
                correlations.put(
                        new Tallied.Place(key.cell(), key.version(), key.series()),
                        new Tallied.Correlated(
                                value.values()[OrderStatistics.SPEARMAN], value.values()[OrderStatistics.KENDALL]));
            }
        });
        return correlations;
    }

    private Map<Tallied.Place, Tallied.Ranked> curves(Map<OrderStatistics.Key, OrderStatistics.Value> sorted) {
        Map<Tallied.Place, Tallied.Ranked> rankings = new HashMap<>();
        sorted.forEach((key, value) -> {
            if (isRanking(key, Kind.CURVE)) {
                rankings.put(
                        new Tallied.Place(key.cell(), key.version(), key.series()),
                        new Tallied.Ranked(
                                value.values()[OrderStatistics.AVERAGE_PRECISION],
                                value.values()[OrderStatistics.PRECISION_RECALL_AREA],
                                value.values()[OrderStatistics.FARTHEST],
                                Arrays.stream(value.values())
                                        .skip(OrderStatistics.AREAS)
                                        .boxed()
                                        .toList()));
            }
        });
        return rankings;
    }

    private Map<Tallied.Place, Double> quantiles(Map<OrderStatistics.Key, OrderStatistics.Value> sorted) {
        Map<Tallied.Place, Double> quantiles = new HashMap<>();
        sorted.forEach((key, value) -> {
            int rankings = plan.metrics().rankings().size();
            if (key.series() >= rankings) {
                int loss = plan.ordered().get(key.series() - rankings);
                quantiles.put(new Tallied.Place(key.cell(), key.version(), loss), value.values()[0]);
            }
        });
        return quantiles;
    }

    private Dataset<Row> ofKind(String kind) {
        return tallied.filter(col(TalliedRow.KIND).equalTo(kind));
    }

    private Dataset<Row> quarantined() {
        return ofKind(TalliedRow.QUARANTINED).select("side", "reason", "model_version", "id", "record");
    }

    /** The rows set aside, with the records of duplicates fetched from the sources again. */
    private Dataset<Row> withDuplicates() {
        Dataset<Row> set = quarantined();
        Column duplicate = col("side").equalTo(Counts.ROWS).and(col("reason").equalTo(Counts.DUPLICATE_ID));
        Dataset<Row> keys = set.filter(duplicate)
                .select(col("model_version").as("duplicate_version"), col("id").as("duplicate_id"))
                .distinct();
        Dataset<Row> records = conformed
                .rows()
                .filter(Conformed.hasPlace().and(not(col(Conformed.LABELS_ONLY))))
                .join(
                        keys,
                        col(Conformed.VERSION)
                                .equalTo(col("duplicate_version"))
                                .and(col(Conformed.ID).equalTo(col("duplicate_id"))),
                        "left_semi")
                .select(
                        lit(Counts.ROWS).as("side"),
                        lit(Counts.DUPLICATE_ID).as("reason"),
                        col(Conformed.VERSION).as("model_version"),
                        col(Conformed.ID).as("id"),
                        conformed.record().as("record"));
        return set.filter(not(duplicate)).unionByName(records);
    }

    private void describe(String what) {
        spark.sparkContext().setJobDescription("assay: " + what);
    }

    /** Gives back what was kept. */
    @Override
    public void close() {
        counters().forEach(RowCounter::close);
        tallied.unpersist(false);
    }

    private Stream<RowCounter> counters() {
        return Stream.concat(conformed.read().stream(), conformed.readLabels().stream());
    }
}
