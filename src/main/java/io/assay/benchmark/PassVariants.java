package io.assay.benchmark;

import io.assay.aggregation.Axis;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.MetricColumns;
import io.assay.aggregation.OnePass;
import io.assay.aggregation.Slicing;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.cost.Aggregate;
import io.assay.cost.MetricBasis;
import io.assay.cost.RankStatistic;
import io.assay.cost.ScoreEdges;
import io.assay.dimension.Coordinate;
import io.assay.input.Columns;
import io.assay.input.Conformer;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The job's own pass over the generated data: from the files to the tallies of every cell on the driver. */
final class PassVariants {

    /** What the name of a loss has behind it where candidate − baseline is meant. */
    static final String DIFFERENCE = " difference";

    /** The losses of the largest variant; the first three are those of every other. */
    private static final List<String> LOSSES = Stream.concat(
                    Moments.LOSSES.stream(),
                    Stream.of(
                            "absolute_error",
                            "log_cosh",
                            "pseudo_huber",
                            "zero_one_loss",
                            "brier_loss",
                            "smooth_l1",
                            "binary_focal_loss"))
            .toList();

    static final String BUCKETED = "pass-bucketed";
    static final String BUCKETED_VERSIONS = "pass-bucketed-versions";

    private static final String ORC = "-orc";
    private static final String SKEWED = "-skewed";
    private static final String UNWEIGHTED = "-unweighted";

    private static final int SETS = SqlVariants.SETS;
    private static final int BINS = 4_096;

    private final Supplier<SparkSession> spark;
    private final GeneratedData data;

    PassVariants(Supplier<SparkSession> spark, GeneratedData data) {
        this.spark = spark;
        this.data = data;
    }

    /** The shape of what is read. */
    private enum Shape {
        UNPAIRED("unpaired long"),
        PAIRED("paired long"),
        WIDE("wide");

        private final String text;

        Shape(String text) {
            this.text = text;
        }
    }

    List<Variant> all() {
        List<Variant> variants = new ArrayList<>();
        variants.add(means("pass-unpaired", Shape.UNPAIRED, 3, SETS));
        variants.add(means("pass-paired", Shape.PAIRED, 3, SETS));
        variants.add(means("pass-wide", Shape.WIDE, 3, SETS));
        variants.add(bucketed(BUCKETED, "in buckets of the ids", List.of(GeneratedData.BUCKETED)));
        variants.add(bucketed(
                BUCKETED_VERSIONS,
                "each version in a table of its own in buckets of the ids",
                GeneratedData.BUCKETED_VERSIONS));
        variants.add(ofOrc());
        variants.add(asRows(means("pass-unpaired-rows", Shape.UNPAIRED, 3, SETS)));
        variants.add(asRows(means("pass-paired-rows", Shape.PAIRED, 3, SETS)));
        variants.add(means("pass-1-loss", Shape.PAIRED, 1, SETS));
        variants.add(means("pass-10-losses", Shape.PAIRED, 10, SETS));
        variants.add(means("pass-0-sets", Shape.PAIRED, 3, 0));
        variants.add(means("pass-1-set", Shape.PAIRED, 3, 1).onRequest());
        variants.add(means("pass-3-sets", Shape.PAIRED, 3, 3).onRequest());
        variants.add(means("pass-6-dimensions", Shape.PAIRED, 3, 6));
        variants.add(variant(
                        "pass-12-dimensions",
                        "3 losses, 12 slicing sets of one column each",
                        Shape.PAIRED,
                        means(3),
                        twelve())
                .by("pass-6-dimensions")
                .onRequest());
        variants.add(means("pass-unpaired-1-loss", Shape.UNPAIRED, 1, SETS).onRequest());
        variants.add(means("pass-unpaired-10-losses", Shape.UNPAIRED, 10, SETS)
                .by("pass-unpaired-1-loss")
                .onRequest());
        variants.add(means("pass-unpaired-6-dimensions", Shape.UNPAIRED, 3, 6).onRequest());
        variants.add(variant(
                        "pass-unpaired-12-dimensions",
                        "3 losses, 12 slicing sets of one column each",
                        Shape.UNPAIRED,
                        means(3),
                        twelve())
                .by("pass-unpaired-6-dimensions")
                .onRequest());
        variants.add(unweighted("pass-unpaired", Shape.UNPAIRED));
        variants.add(unweighted("pass-paired", Shape.PAIRED));
        variants.add(unweighted("pass-wide", Shape.WIDE));
        variants.add(skewed("pass-unpaired-skewed", Shape.UNPAIRED).by("pass-unpaired"));
        variants.add(skewed("pass-paired-skewed", Shape.PAIRED).by("pass-paired"));
        variants.add(clustered());
        List<LossColumn> medians = new ArrayList<>(means(2));
        medians.add(loss(LOSSES.get(2), Aggregate.MEDIAN));
        variants.add(variant(
                        "pass-median",
                        "3 losses, one by its exact median, 10 slicing sets",
                        Shape.PAIRED,
                        medians,
                        slicing(GeneratedData.sets(SETS)))
                .onRequest());
        variants.add(ranked());
        variants.add(binned());
        return variants;
    }

    private Variant ranked() {
        String label = "CASE WHEN probability IS NOT NULL THEN 3 * label END";
        MetricColumns metrics = new MetricColumns(
                List.of(new MetricColumns.Tallied(MetricBasis.DECISIONS, List.of(label))),
                List.of(new MetricColumns.Ranking(
                        MetricColumns.Ranking.Kind.CURVE, "probability", "label", 0, List.of(RankStatistic.area(1)))));
        TallyPlan plan = new TallyPlan(
                columns(Shape.PAIRED, Optional.empty()),
                means(3),
                metrics,
                slicing(GeneratedData.sets(SETS)),
                List.of(GeneratedData.BASELINE),
                List.of());
        return new Variant(
                        "pass-auc",
                        "Assay, paired long, 3 losses and the exact ROC AUC, 10 slicing sets",
                        "pass-paired",
                        () -> run(plan, data.longTable()))
                .onRequest();
    }

    private Variant binned() {
        // Generated probabilities are spread evenly, so that bins of equal width hold as many rows.
        ScoreEdges edges = ScoreEdges.of(
                IntStream.range(1, BINS).mapToObj(i -> i / (double) BINS).toList());
        MetricColumns metrics = new MetricColumns(
                List.of(new MetricColumns.Tallied(MetricBasis.scoreBins(BINS, edges), List.of("label", "probability"))),
                List.of());
        TallyPlan plan = new TallyPlan(
                columns(Shape.PAIRED, Optional.empty()),
                means(3),
                metrics,
                slicing(GeneratedData.sets(SETS)),
                List.of(GeneratedData.BASELINE),
                List.of());
        return new Variant(
                        "pass-auc-binned",
                        "Assay, paired long, 3 losses and ROC AUC in 4,096 bins, 10 slicing sets",
                        "pass-paired",
                        () -> run(plan, data.longTable()))
                .onRequest();
    }

    /** Whether a variant reads the files of ORC. */
    static boolean isOfOrc(String name) {
        return name.endsWith(ORC);
    }

    /** Whether a variant reads the table that is skewed. */
    static boolean isSkewed(String name) {
        return name.endsWith(SKEWED);
    }

    /** The same with the weight left out of the configuration, as it is where all rows weigh the same. */
    private Variant unweighted(String name, Shape shape) {
        TallyPlan plan = plan(
                columns(shape, Optional.empty(), Optional.empty()),
                named(UNWEIGHTED),
                slicing(GeneratedData.sets(SETS)));
        return new Variant(
                        name + UNWEIGHTED,
                        "Assay, " + shape.text + ", without weights, 3 losses, 10 slicing sets",
                        scan(shape),
                        () -> run(plan, table(shape)))
                .onRequest();
    }

    /** The three losses by other names, where their costs are others than those of the even, weighted table. */
    private static List<LossColumn> named(String suffix) {
        return LOSSES.subList(0, 3).stream()
                .map(loss -> loss(loss, loss + suffix, Aggregate.MEAN))
                .toList();
    }

    private Variant skewed(String name, Shape shape) {
        List<LossColumn> losses = named(SKEWED);
        TallyPlan plan = plan(columns(shape, Optional.empty()), losses, slicing(GeneratedData.sets(SETS)));
        return new Variant(
                        name,
                        "Assay, " + shape.text + ", 98 % of one version, 95 % of one store, 3 losses, 10 slicing sets",
                        SqlVariants.SCAN,
                        () -> run(plan, data.skewedTable()))
                .onRequest();
    }

    private Variant bucketed(String name, String how, List<String> tables) {
        TallyPlan plan = plan(columns(Shape.PAIRED, Optional.empty()), means(3), slicing(GeneratedData.sets(SETS)));
        return new Variant(
                        name,
                        "Assay, " + Shape.PAIRED.text + ", " + how + ", 3 losses, 10 slicing sets",
                        SqlVariants.SCAN,
                        () -> run(plan, "table", tables))
                .onRequest();
    }

    private Variant ofOrc() {
        TallyPlan plan = plan(columns(Shape.UNPAIRED, Optional.empty()), means(3), slicing(GeneratedData.sets(SETS)));
        return new Variant(
                        "pass-unpaired" + ORC,
                        "Assay, unpaired long, files of ORC, 3 losses, 10 slicing sets",
                        SqlVariants.ORC_SCAN,
                        () -> run(plan, "orc", List.of(data.orcTable())))
                .onRequest();
    }

    private Variant clustered() {
        TallyPlan plan =
                plan(columns(Shape.PAIRED, Optional.of("id DIV 10")), means(3), slicing(GeneratedData.sets(SETS)));
        return new Variant(
                        "pass-clustered",
                        "Assay, paired long, clusters of ten examples, 3 losses, 10 slicing sets",
                        "pass-paired",
                        () -> run(plan, data.longTable()))
                .onRequest();
    }

    private static TallyPlan plan(Columns columns, List<LossColumn> losses, Slicing slicing) {
        return new TallyPlan(columns, losses, MetricColumns.NONE, slicing, List.of(GeneratedData.BASELINE), List.of());
    }

    private Variant means(String name, Shape shape, int losses, int sets) {
        String summary =
                losses + (losses == 1 ? " loss, " : " losses, ") + sets + " slicing set" + (sets == 1 ? "" : "s");
        return variant(name, summary, shape, means(losses), slicing(GeneratedData.sets(sets)));
    }

    private Variant variant(String name, String summary, Shape shape, List<LossColumn> losses, Slicing slicing) {
        TallyPlan plan = plan(columns(shape, Optional.empty()), losses, slicing);
        return new Variant(name, "Assay, " + shape.text + ", " + summary, scan(shape), () -> run(plan, table(shape)));
    }

    private String table(Shape shape) {
        return shape == Shape.WIDE ? data.wideTable() : data.longTable();
    }

    private static String scan(Shape shape) {
        return shape == Shape.WIDE ? SqlVariants.WIDE_SCAN : SqlVariants.SCAN;
    }

    /** The same where the table is read as rows, like any source that gives no batches of columns. */
    private Variant asRows(Variant variant) {
        return new Variant(variant.name(), variant.summary() + ", read as rows", variant.reference(), () -> {
            spark.get().conf().set(OnePass.ROAD, "rows");
            try {
                return variant.work().get();
            } finally {
                spark.get().conf().unset(OnePass.ROAD);
            }
        });
    }

    private static List<LossColumn> means(int losses) {
        return LOSSES.subList(0, losses).stream()
                .map(loss -> loss(loss, Aggregate.MEAN))
                .toList();
    }

    private static LossColumn loss(String loss, Aggregate aggregate) {
        return loss(loss, loss, aggregate);
    }

    private static LossColumn loss(String loss, String name, Aggregate aggregate) {
        String arguments = "(label => label, prediction => prediction)";
        return new LossColumn(
                name,
                "try_" + loss + arguments,
                "check_" + loss + arguments,
                Optional.empty(),
                false,
                aggregate,
                Direction.LOWER);
    }

    private static Slicing slicing(List<List<String>> sets) {
        List<String> columns = sets.stream().flatMap(List::stream).distinct().toList();
        return new Slicing(
                columns.stream()
                        .map(column -> new Axis(column, column, Axis.Kind.VALUE))
                        .toList(),
                sets.stream()
                        .map(set -> set.stream().map(columns::indexOf).toList())
                        .toList());
    }

    /** The six columns, and six more of as many values that are made of them. */
    private static Slicing twelve() {
        List<Axis> axes = new ArrayList<>();
        for (String column : GeneratedData.SLICES) {
            axes.add(new Axis(column, column, Axis.Kind.VALUE));
        }
        for (String column : GeneratedData.SLICES) {
            axes.add(new Axis("other " + column, "concat('other ', " + column + ")", Axis.Kind.VALUE));
        }
        List<List<Integer>> sets = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            sets.add(List.of(i));
        }
        return new Slicing(axes, sets);
    }

    private static Columns columns(Shape shape, Optional<String> cluster) {
        return columns(shape, cluster, Optional.of("weight"));
    }

    private static Columns columns(Shape shape, Optional<String> cluster, Optional<String> weight) {
        Map<String, String> wide = new LinkedHashMap<>();
        if (shape == Shape.WIDE) {
            GeneratedData.VERSIONS.forEach(version -> wide.put(version, version));
        }
        return new Columns(
                "benchmark",
                shape == Shape.UNPAIRED ? List.of() : List.of("id"),
                List.of(),
                Optional.empty(),
                shape == Shape.WIDE ? Optional.empty() : Optional.of("version"),
                wide,
                Map.of(),
                Optional.of("label"),
                shape == Shape.WIDE ? Optional.empty() : Optional.of("probability"),
                Map.of(),
                weight,
                cluster,
                List.of("date"));
    }

    private Supplier<Costs> run(TallyPlan plan, String folder) {
        return run(plan, "parquet", List.of(folder));
    }

    private Supplier<Costs> run(TallyPlan plan, String format, List<String> places) {
        List<Source> sources = places.stream()
                .map(place -> new Source("benchmark", format, place, Map.of(), Optional.empty(), Optional.empty()))
                .toList();
        Conformer conformer = new Conformer(new SourceReader(spark.get(), List.of()), plan.columns());
        try (OnePass pass = new OnePass(spark.get(), plan, conformer.conform(sources, List.of()))) {
            Tallied tallied = pass.run();
            return () -> costs(plan, tallied);
        }
    }

    private static Costs costs(TallyPlan plan, Tallied tallied) {
        Costs costs = new Costs();
        tallied.cells().forEach((cell, tally) -> {
            String slicing = slicing(cell.slice());
            for (int i = 0; i < plan.losses().size(); i++) {
                int loss = i;
                String name = plan.losses().get(i).name();
                tally.costs()
                        .forEach((version, tallies) -> costs.put(
                                new Costs.Quantity(name, slicing),
                                Costs.cell(version, cell.partition(), cell.slice()),
                                Aggregate.MEAN.value(tallies[loss])));
                tally.pairs()
                        .forEach((pair, tallies) -> costs.put(
                                new Costs.Quantity(name + DIFFERENCE, slicing),
                                Costs.cell(pair.candidate(), cell.partition(), cell.slice()),
                                Aggregate.MEAN.estimate(tallies[loss]).difference()));
            }
        });
        return costs;
    }

    /** The columns of a slice: {@code a,b} of {@code a=1,b=2}. */
    private static String slicing(String slice) {
        return slice.equals(Coordinate.ALL)
                ? slice
                : GeneratedData.setName(Arrays.stream(slice.split(",", -1))
                        .map(coordinate -> coordinate.substring(0, coordinate.indexOf('=')))
                        .toList());
    }
}
