package io.assay.job;

import io.assay.aggregation.Axis;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.MetricColumns;
import io.assay.aggregation.Slicing;
import io.assay.aggregation.TallyPlan;
import io.assay.comparison.Units;
import io.assay.cost.Aggregate;
import io.assay.cost.Buckets;
import io.assay.discovery.PairLayout;
import io.assay.discovery.SliceSearch;
import io.assay.input.Columns;
import io.assay.input.Conformed;
import io.assay.job.Configuration.Discover;
import io.assay.job.Configuration.Slice;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * What a discovery reads: the rows and losses of the evaluation, sliced by nothing, with every pair kept beside its features and
 * the half of its unit.
 *
 * @param planned as an evaluation's is; the pass over it counts and pairs as an evaluation's does
 * @param layout what a kept pair says
 * @param settings of the search
 */
record DiscoveryPlan(Planner.Plan planned, PairLayout layout, SliceSearch.Settings settings) {

    /** The function that says in which half a unit lies. */
    private static final String HALF = "assay_half";

    /** Slices of a level that are looked at. */
    private static final int MOST_SLICES = 100_000;

    /**
     * The configuration with the slices that are features, and with what the text shows to be wrong with a search of slices. A
     * feature that no slice has is a column as it is.
     */
    static Configuration searched(Configuration configuration) {
        Discover discover = configuration.discover();
        List<Slice> slices = new ArrayList<>(configuration.slices());
        for (String feature : discover.features()) {
            if (slices.stream().noneMatch(slice -> names(slice).contains(feature))) {
                slices.add(new Slice(discover.place(), Slice.Kind.COLUMNS, "", List.of(feature), "", List.of(), 0));
            }
        }
        return configuration.sliced(slices, problems(configuration, slices));
    }

    private static List<String> names(Slice slice) {
        return slice.kind() == Slice.Kind.PREDICATE ? List.of(slice.name()) : slice.columns();
    }

    private static List<Problem> problems(Configuration configuration, List<Slice> slices) {
        Columns columns = configuration.columns();
        String place = configuration.discover().place();
        List<Problem> problems = new ArrayList<>();
        if (slices.isEmpty()) {
            problems.add(new Problem(
                    place, "discover.features", null, "is missing: columns in whose values to look; or give slices:"));
        }
        if (columns.example().isEmpty() && !columns.isWide() && !columns.grouped()) {
            problems.add(new Problem(
                    columns.place(),
                    "columns.id",
                    null,
                    "is missing: discover compares two versions of one example, so it needs what names an example"));
        }
        if (columns.twoWay()) {
            problems.add(
                    new Problem(
                            columns.place(),
                            "columns.cluster",
                            null,
                            "has two ways: rows that hang together in two ways cannot be halved by unit; give one to discover"));
        }
        if (PreviousRun.others(configuration.baselines()).isEmpty()
                && !configuration.baselines().isEmpty()) {
            problems.add(new Problem(
                    configuration.columns().place(),
                    "baseline",
                    PreviousRun.NAME,
                    "has no rows to pair: give discover a version"));
        }
        return problems;
    }

    /**
     * Makes a plan of that of an evaluation.
     *
     * @throws InvalidConfigurationException if no direction of the loss is better
     */
    static DiscoveryPlan of(SparkSession spark, Configuration configuration, Planner.Plan evaluated) {
        Discover discover = configuration.discover();
        TallyPlan tally = evaluated.tally();
        List<LossColumn> losses = new ArrayList<>();
        tally.losses().forEach(loss -> losses.add(plain(loss)));
        int loss = discover.loss()
                .map(name -> losses.stream().map(LossColumn::name).toList().indexOf(name))
                .orElse(0);
        LossColumn own = losses.get(loss);
        if (own.direction() == Direction.NONE) {
            throw new InvalidConfigurationException(List.of(new Problem(
                    discover.place(), "discover.loss", own.name(), "has no better direction: nothing is worse by it")));
        }
        losses.set(
                loss,
                new LossColumn(
                        own.name(),
                        own.value(),
                        own.reason(),
                        Optional.empty(),
                        own.composed(),
                        Aggregate.MEAN,
                        own.direction()));
        List<Axis> features = tally.slicing().axes().stream()
                .filter(axis ->
                        discover.features().isEmpty() || discover.features().contains(axis.name()))
                .toList();
        spark.udf().register(HALF, (UDF1<String, String>) DiscoveryPlan::half, DataTypes.StringType);
        Axis half = new Axis("half", HALF + "(" + Conformed.CLUSTER + ")", Axis.Kind.VALUE);
        TallyPlan paired = new TallyPlan(
                tally.columns(),
                losses,
                MetricColumns.NONE,
                new Slicing(Stream.concat(features.stream(), Stream.of(half)).toList(), List.of()),
                tally.baselines(),
                tally.candidates(),
                tally.groups(),
                tally.labels(),
                false,
                true,
                false);
        return new DiscoveryPlan(
                new Planner.Plan(evaluated.conformed(), paired, List.of(), List.of(), List.of(), evaluated.trivial()),
                new PairLayout(
                        features,
                        loss,
                        losses.size(),
                        own.direction(),
                        tally.columns().cluster().isPresent()),
                new SliceSearch.Settings(
                        discover.levels(), discover.winners(), discover.alpha(), discover.support(), MOST_SLICES));
    }

    private static String half(@Nullable String unit) {
        return unit == null ? "" : String.valueOf(Buckets.half(unit));
    }

    /** A loss that nothing has to be sorted for. */
    private static LossColumn plain(LossColumn loss) {
        return loss.aggregate().isSmooth()
                ? loss
                : new LossColumn(
                        loss.name(),
                        loss.value(),
                        loss.reason(),
                        loss.denominator(),
                        loss.composed(),
                        Aggregate.MEAN,
                        loss.direction());
    }

    /** The loss that is searched by. */
    LossColumn loss() {
        return planned.tally().losses().get(layout.loss());
    }

    Units units() {
        return layout.clustered() ? Units.CLUSTERS : Units.ROWS;
    }
}
