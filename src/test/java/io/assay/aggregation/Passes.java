package io.assay.aggregation;

import io.assay.aggregation.MetricColumns.Ranking.Kind;
import io.assay.cost.Aggregate;
import io.assay.cost.MetricBasis;
import io.assay.cost.RankStatistic;
import io.assay.input.Columns;
import io.assay.input.Conformed;
import io.assay.input.Conformer;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.loss.Direction;
import io.assay.spark.SharedSession;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Runs passes over scores held in memory, as the job does over files. */
final class Passes {

    static final List<String> BASELINES = List.of("a");

    private static final StructType SCHEMA = StructType.fromDDL("id STRING, version STRING, label DOUBLE,"
            + " prediction DOUBLE, weight DOUBLE, user STRING, kind STRING, day STRING");

    static final Slicing SLICING = new Slicing(
            List.of(
                    new Axis("kind", "kind", Axis.Kind.VALUE),
                    new Axis("large", "label >= 0.5", Axis.Kind.PREDICATE),
                    new Axis("day", "day", Axis.Kind.VALUE)),
            List.of(List.of(0), List.of(1), List.of(0, 1), List.of(2, 0)));

    private Passes() {}

    /** What a pass gave, all of it as text that shows every bit. */
    record Bits(SortedMap<String, String> values) {

        /** The names of all that differs between two results. */
        List<String> differences(Bits other) {
            TreeSet<String> names = new TreeSet<>(values.keySet());
            names.addAll(other.values.keySet());
            return names.stream()
                    .filter(name -> !Objects.equals(values.get(name), other.values.get(name)))
                    .toList();
        }
    }

    static LossColumn loss(String name, String loss, Aggregate aggregate) {
        String arguments = "(label => (label), prediction => (prediction))";
        boolean ratio = aggregate.equals(Aggregate.RATIO);
        return new LossColumn(
                name,
                "try_" + loss + arguments,
                "check_" + loss + arguments,
                ratio ? Optional.of("denominator_" + loss + arguments) : Optional.empty(),
                false,
                aggregate,
                Direction.LOWER);
    }

    /** Where the tallies of {@link #METRICS} stand. */
    static final int DECISIONS = 0;

    static final int RANKED = 1;
    static final int MOMENTS = 2;
    static final int CLASSES = 3;
    static final int RELIABILITY = 4;
    static final int LABEL_SETS = 5;

    /** Every kind of metric; the positive class is a label of at least 0.5. */
    static final MetricColumns METRICS = new MetricColumns(
            List.of(
                    new MetricColumns.Tallied(
                            MetricBasis.DECISIONS, List.of("IF(label >= 0.5, 2, 0) + IF(prediction >= 0.5, 1, 0)")),
                    new MetricColumns.Tallied(MetricBasis.DECISIONS, List.of("IF(label >= 0.5, 3, 0)")),
                    new MetricColumns.Tallied(MetricBasis.MOMENTS, List.of("label", "prediction")),
                    new MetricColumns.Tallied(
                            MetricBasis.CLASSES, List.of("INT(floor(label * 3))", "INT(floor(prediction * 3))")),
                    new MetricColumns.Tallied(
                            MetricBasis.reliability(5),
                            List.of("IF(label >= 0.5, 1, 0)", "least(greatest(prediction, 0D), 1D)")),
                    new MetricColumns.Tallied(
                            MetricBasis.LABEL_SETS,
                            List.of(
                                    "concat(IF(label >= 0.25, '1', '0'), IF(label >= 0.5, '1', '0'))",
                                    "concat(IF(prediction >= 0.25, '1', '0'), IF(prediction >= 0.5, '1', '0'))"))),
            List.of(
                    new MetricColumns.Ranking(
                            Kind.CORRELATION,
                            "prediction",
                            "round(label, 1)",
                            MOMENTS,
                            List.of(RankStatistic.SPEARMAN, RankStatistic.KENDALL)),
                    new MetricColumns.Ranking(
                            Kind.CURVE,
                            "prediction",
                            "IF(label >= 0.5, 1D, 0D)",
                            RANKED,
                            List.of(
                                    RankStatistic.area(1),
                                    RankStatistic.AVERAGE_PRECISION,
                                    RankStatistic.PRECISION_RECALL_AREA,
                                    RankStatistic.FARTHEST))));

    /** A plan with every kind of loss and metric. */
    static TallyPlan plan(boolean weighted, boolean clustered) {
        LossColumn partial = new LossColumn(
                "partial",
                "CASE WHEN label < 0.9 THEN abs(label - prediction) END",
                "NULL",
                Optional.empty(),
                false,
                Aggregate.MEAN,
                Direction.LOWER);
        return new TallyPlan(
                columns(weighted, clustered),
                List.of(
                        loss("squared", "squared_error", Aggregate.MEAN),
                        loss("wmape", "weighted_absolute_percentage_error", Aggregate.RATIO),
                        loss("median", "absolute_error", Aggregate.MEDIAN),
                        partial),
                METRICS,
                SLICING,
                BASELINES,
                List.of());
    }

    /** A plan with so many losses and slices, all means. */
    static TallyPlan means(int losses, Slicing slicing) {
        return new TallyPlan(
                columns(false, false),
                java.util.stream.IntStream.range(0, losses)
                        .mapToObj(i -> loss("loss " + i, "squared_error", Aggregate.MEAN))
                        .toList(),
                MetricColumns.NONE,
                slicing,
                BASELINES,
                List.of());
    }

    /** A plan with these losses of weighted rows. */
    static TallyPlan plan(List<LossColumn> losses) {
        return new TallyPlan(columns(true, false), losses, MetricColumns.NONE, SLICING, BASELINES, List.of());
    }

    private static Columns columns(boolean weighted, boolean clustered) {
        return new Columns(
                "test",
                List.of("id"),
                List.of(),
                Optional.empty(),
                Optional.of("version"),
                Map.of(),
                Map.of(),
                Optional.of("label"),
                Optional.of("prediction"),
                Map.of(),
                weighted ? Optional.of("weight") : Optional.empty(),
                clustered ? Optional.of("user") : Optional.empty(),
                List.of("day"));
    }

    /** Scores in so many Spark partitions, in their order. */
    static Conformed conformed(TallyPlan plan, List<Score> scores, int partitions) {
        SparkSession spark = SharedSession.session();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<Row> rows = scores.stream().map(Score::row).toList();
        Dataset<Row> dataset = spark.createDataFrame(context.parallelize(rows, partitions), SCHEMA);
        dataset.createOrReplaceTempView("scores");
        return conformed(plan, new Source("test", "table", "scores", Map.of(), Optional.empty(), Optional.empty()));
    }

    static Conformed conformed(TallyPlan plan, Source source) {
        return conformed(plan, List.of(source));
    }

    static Conformed conformed(TallyPlan plan, List<Source> sources) {
        SourceReader reader = new SourceReader(SharedSession.session(), List.of());
        return new Conformer(reader, plan.columns()).conform(sources, List.of());
    }

    /** Runs a pass and reads what the caller wants of it while its rows are still kept. */
    static <T> T run(TallyPlan plan, Conformed conformed, Function<Tallied, T> reading) {
        try (OnePass pass = new OnePass(SharedSession.session(), plan, conformed)) {
            return reading.apply(pass.run());
        }
    }

    static <T> T run(TallyPlan plan, List<Score> scores, Function<Tallied, T> reading) {
        return run(plan, conformed(plan, scores, 3), reading);
    }

    /** Everything in a result, bit by bit. */
    static Bits bits(Tallied tallied) {
        SortedMap<String, String> bits = new TreeMap<>();
        tallied.cells()
                .forEach(
                        (cell, tally) -> bits.put("cell " + cell, HexFormat.of().formatHex(tally.toBytes())));
        tallied.ranked()
                .versions()
                .forEach((place, ranked) -> bits.put(
                        "ranked " + place,
                        bits(ranked.value())
                                + ranked.influences().stream()
                                        .map(tally -> HexFormat.of().formatHex(tally.toBytes()))
                                        .toList()));
        tallied.ranked()
                .pairs()
                .forEach((place, ranked) -> bits.put(
                        "ranked " + place,
                        bits(ranked.candidate())
                                + bits(ranked.baseline())
                                + ranked.influences().stream()
                                        .map(tally -> HexFormat.of().formatHex(tally.toBytes()))
                                        .toList()));
        tallied.quantiles().forEach((place, quantile) -> bits.put("quantile " + place, quantile.toString()));
        tallied.pairedQuantiles().forEach((place, quantiles) -> bits.put("quantiles " + place, quantiles.toString()));
        bits.put("counts", HexFormat.of().formatHex(tallied.counts().toBytes()));
        bits.put("read", tallied.read() + " in " + tallied.scans());
        bits.put(
                "quarantined",
                String.join(
                        "\n",
                        tallied.quarantined().toJSON().collectAsList().stream()
                                .sorted()
                                .toList()));
        return new Bits(bits);
    }

    static String bits(double value) {
        return Long.toHexString(Double.doubleToRawLongBits(value));
    }
}
