package io.assay.job;

import io.assay.aggregation.Axis;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.MetricColumns;
import io.assay.aggregation.Slicing;
import io.assay.aggregation.TallyPlan;
import io.assay.cost.MetricDefinition;
import io.assay.cost.MetricDefinition.Reading;
import io.assay.cost.Penalty;
import io.assay.dimension.Coordinate;
import io.assay.input.Columns;
import io.assay.input.Conformed;
import io.assay.input.Conformer;
import io.assay.input.Expressions;
import io.assay.input.InputException;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.job.Configuration.LossEntry;
import io.assay.job.Configuration.Slice;
import io.assay.job.ExpressionCheck.Need;
import io.assay.loss.Catalogue;
import io.assay.loss.Direction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Holds a configuration against the schemas of its sources and plans the pass over them. Nothing is scanned. One thing
 * that is wrong does not hide another: what is not there is stood in for, and all problems are told at the end.
 */
final class Planner {

    private static final String RESERVED =
            "is the name of a column of Assay's own; rename it in the input, or by a query"
                    + " over it with format: sql";

    private final Configuration configuration;
    private final SourceReader reader;
    private final Catalogue catalogue;
    private final List<Problem> problems;
    private final ExpressionCheck expressions;
    private final TrivialPlanner trivial;
    private @Nullable List<Penalty> penalties;
    private List<Dataset<Row>> labelSides = List.of();

    Planner(Configuration configuration, SourceReader reader, Catalogue catalogue) {
        this.configuration = configuration;
        this.reader = reader;
        this.catalogue = catalogue;
        this.problems = new ArrayList<>(configuration.problems());
        this.expressions = new ExpressionCheck(problems);
        this.trivial = new TrivialPlanner(configuration, problems);
    }

    /** What will be read, and what will be tallied. */
    record Plan(
            Conformed conformed,
            TallyPlan tally,
            List<PlannedMetric> metrics,
            List<PlannedSum> sums,
            List<Penalty> penalties,
            SortedMap<String, List<String>> trivial) {}

    /**
     * Plans.
     *
     * @throws InvalidConfigurationException with everything that is wrong with the text, and every column, expression,
     *     loss and parameter that does not fit
     * @throws InputException if a source cannot be opened
     */
    Plan plan(Map<String, List<Double>> quantileEdges) {
        Sound sound = sound();
        OwnPredictions own =
                new OwnPredictions(configuration, catalogue, sound.conformed().rows());
        Conformed conformed = trivial.beside(sound.conformed(), own.targets());
        Dataset<Row> rows = conformed.rows();
        StructType schema = rows.schema();
        Columns columns = sound.columns();
        List<LossColumn> losses = own.guarded(new LossPlanner(catalogue, columns, schema, problems).plan(own.losses()));
        Slicing slicing = new SlicePlanner(schema, quantileEdges).plan(configuration.slices());
        MetricPlanner.Plan metrics = new MetricPlanner(
                        rows, columns, problems, BinnedScores.edges(configuration, quantileEdges))
                .plan(own.metrics());
        trivial.check(rows.schema());
        checkSlices(rows);
        columns.partition()
                .forEach(text -> expressions.check(rows, columns.place(), "columns.partition", text, Need.KEY));
        // Anew, with what is wrong told already: of two entries with one name each is looked at by its own column.
        checkLosses(rows, new LossPlanner(catalogue, columns, schema, new ArrayList<>()));
        checkMetrics(rows, metrics.columns());
        checkGates(losses, metrics.metrics());
        new Middles(configuration).problem().ifPresent(problems::add);
        if (penalties == null) {
            penalties = configuration
                    .penalties()
                    .map(asked -> new CoefficientReader(reader, problems).penalties(asked))
                    .orElse(List.of());
        }
        refuse();
        SumPlanner sums = new SumPlanner(
                configuration.losses(), metrics.columns().tallied().size());
        return new Plan(
                columns.grouped()
                        ? sound.keeping(texts(losses, metrics.columns(), slicing, columns, schema))
                        : conformed,
                new TallyPlan(
                        columns,
                        losses,
                        metrics.columns().with(sums.tallied()),
                        slicing,
                        PreviousRun.others(configuration.baselines()),
                        configuration.candidates(),
                        configuration.limits().groups(),
                        new LabelPlanner(configuration, labelSides).labels(columns, schema),
                        configuration.compare().sequential()
                                && columns.cluster().isPresent(),
                        false,
                        new Middles(configuration).resamples(columns, losses)),
                metrics.metrics(),
                sums.sums(),
                penalties,
                trivial.definition());
    }

    /** Refuses a configuration whose text has problems, together with those that the schemas show. */
    void refuseBadText() {
        if (!configuration.problems().isEmpty()) {
            plan(Map.of());
        }
    }

    /** The rows in one shape, after every name in {@code input} and {@code columns} has been checked. */
    Conformed conformed() {
        Sound sound = sound();
        refuse();
        StructType schema = sound.conformed().rows().schema();
        List<String> sliced = configuration.slices().stream()
                .filter(slice -> slice.kind() == Slice.Kind.QUANTILES)
                .flatMap(slice -> slice.columns().stream())
                .map(column -> Expressions.sql(column, schema))
                .toList();
        List<String> read = new ArrayList<>(sliced);
        BinnedScores.of(configuration)
                .forEach(metric -> read.add(Expressions.sql(metric.prediction().orElse("prediction"), schema)));
        return sound.columns().grouped() ? sound.keeping(read) : sound.conformed();
    }

    /** Reads what the baseline without a model says, if there is one; plans that are made from then on have it. */
    TrivialPlanner trivial(SparkSession spark) throws IOException {
        Sound sound = sound();
        trivial.read(
                spark, reader, catalogue, sound.columns(), sound.conformed().rows());
        return trivial;
    }

    /** Every SQL that is evaluated over rows in one shape. */
    private static List<String> texts(
            List<LossColumn> losses, MetricColumns metrics, Slicing slicing, Columns columns, StructType schema) {
        List<String> texts = new ArrayList<>();
        for (LossColumn loss : losses) {
            texts.addAll(List.of(loss.value(), loss.reason()));
            loss.denominator().ifPresent(texts::add);
        }
        metrics.tallied().forEach(tallied -> texts.addAll(tallied.sql()));
        metrics.rankings().forEach(ranking -> texts.addAll(List.of(ranking.score(), ranking.label())));
        slicing.axes().forEach(axis -> texts.add(axis.sql()));
        columns.partition().forEach(text -> texts.add(Expressions.sql(text, schema)));
        return texts;
    }

    /** The columns that fit, with stand-ins for the others, and the rows in one shape under them. */
    private record Sound(
            Columns columns, Conformed conformed, Conformer conformer, List<Source> predictions, List<Source> labels) {

        /** The same, with groups that keep only the columns which {@code texts} read. */
        Conformed keeping(List<String> texts) {
            Set<String> kept = UsedColumns.of(conformed.rows(), texts);
            return conformer.conform(predictions, labels, kept::contains);
        }
    }

    private Sound sound() {
        List<Dataset<Row>> left = new ArrayList<>();
        List<Dataset<Row>> right = new ArrayList<>();
        List<Source> predictions = opened(configuration.input().rows(), left);
        List<Source> labels = opened(configuration.input().labels(), right);
        labelSides = right;
        Columns columns = new ColumnCheck(reader, configuration.columns(), left, right, problems).sound();
        if (columns.models().size() < configuration.columns().models().size()) {
            // What a model would have added is unknown, and so is what depends on it.
            refuse();
        }
        try {
            Conformer conformer = new Conformer(reader, columns, trivial.version(left, right));
            return new Sound(columns, conformer.conform(predictions, labels), conformer, predictions, labels);
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            if (e instanceof AnalysisException) {
                String message =
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                problems.add(new Problem(
                        predictions.get(0).place(), "input", null, "cannot be brought into one shape: " + message));
                refuse();
            }
            throw e;
        }
    }

    /** The sources, each without a {@code where} that cannot be used, after their datasets have been opened. */
    private List<Source> opened(List<Source> sources, List<Dataset<Row>> datasets) {
        List<Source> sound = new ArrayList<>();
        for (Source source : sources) {
            Dataset<Row> rows = opened(source);
            reader.reserved(source).forEach(name -> problems.add(new Problem(source.place(), "input", name, RESERVED)));
            datasets.add(rows);
            Optional<String> where = source.where()
                    .filter(text -> expressions.check(rows, source.place(), "input.where", text, Need.PREDICATE));
            sound.add(new Source(
                    source.place(), source.format(), source.location(), source.options(), where, source.schema()));
        }
        return sound;
    }

    /** A source that is not there is told alone unless there is more to tell. */
    private Dataset<Row> opened(Source source) {
        try {
            return reader.open(source);
        } catch (InputException e) {
            if (problems.isEmpty() && !(e.getCause() instanceof ParseException)) {
                throw e;
            }
            problems.add(new Problem(source.place(), "input", source.location(), String.valueOf(e.getMessage())));
            throw new InvalidConfigurationException(problems);
        }
    }

    private void checkSlices(Dataset<Row> rows) {
        for (Slice slice : configuration.slices()) {
            boolean binned = slice.kind() == Slice.Kind.BINS || slice.kind() == Slice.Kind.QUANTILES;
            for (String column : slice.columns()) {
                expressions.check(rows, slice.place(), "slices", column, binned ? Need.NUMBER : Need.KEY);
            }
            if (slice.kind() == Slice.Kind.PREDICATE) {
                expressions.check(rows, slice.place(), "slices.where", slice.where(), Need.PREDICATE);
            }
        }
    }

    private void checkLosses(Dataset<Row> rows, LossPlanner planner) {
        for (LossEntry entry : configuration.losses()) {
            boolean sound = checkArguments(rows, entry);
            List<LossEntry> simple = sound && entry.weightedSum().isEmpty() ? List.of(entry) : List.of();
            planner.plan(simple).stream()
                    .flatMap(loss -> Stream.concat(Stream.of(loss.value()), loss.denominator().stream()))
                    .forEach(sql -> expressions.checkMade(
                            rows,
                            entry.place(),
                            "losses",
                            entry.call().or(entry::sql).orElse(entry.name()),
                            sql));
        }
    }

    private boolean checkArguments(Dataset<Row> rows, LossEntry entry) {
        String key = "losses." + entry.name();
        List<Boolean> sound = new ArrayList<>();
        entry.label()
                .ifPresent(
                        text -> sound.add(expressions.check(rows, entry.place(), key + ".label", text, Need.OUTCOME)));
        entry.prediction()
                .ifPresent(text ->
                        sound.add(expressions.check(rows, entry.place(), key + ".prediction", text, Need.OUTCOME)));
        entry.arguments()
                .forEach((name, text) -> sound.add(
                        expressions.check(rows, entry.place(), key + ".arguments." + name, text, Need.OUTCOME)));
        return !sound.contains(false);
    }

    private void checkMetrics(Dataset<Row> rows, MetricColumns metrics) {
        String place = configuration.metrics().isEmpty()
                ? configuration.columns().place()
                : configuration.metrics().get(0).place();
        Stream.concat(
                        metrics.tallied().stream().flatMap(tallied -> tallied.sql().stream()),
                        metrics.rankings().stream().flatMap(ranking -> Stream.of(ranking.score(), ranking.label())))
                .distinct()
                .forEach(sql -> expressions.checkMade(rows, place, "metrics", "label and prediction", sql));
    }

    private void checkGates(List<LossColumn> losses, List<PlannedMetric> metrics) {
        List<String> slices = new ArrayList<>(List.of(Coordinate.ALL));
        configuration.slices().forEach(slice -> slices.addAll(GateCells.written(slice)));
        List<String> partitions = new ArrayList<>(List.of(Coordinate.ALL));
        if (!configuration.columns().partition().isEmpty()) {
            partitions.add(GateCells.written(configuration.columns().partition()));
        }
        for (Configuration.Gate gate : configuration.gates()) {
            losses.stream().filter(loss -> loss.name().equals(gate.loss())).forEach(loss -> checkGate(gate, loss));
            metrics.stream()
                    .filter(metric -> metric.entry().name().equals(gate.loss()))
                    .forEach(metric -> checkGate(gate, metric));
            checkCell(gate, "slice", gate.slice(), slices);
            checkCell(gate, "partition", gate.partition(), partitions);
        }
    }

    private void checkGate(Configuration.Gate gate, LossColumn loss) {
        if (loss.aggregate().isOfDifferences()) {
            new Middles(configuration)
                    .ruleOfGate(gate, loss.aggregate())
                    .ifPresent(rule -> problems.add(new Problem(gate.place(), "gates.loss", gate.loss(), rule)));
        }
        if (gate.limit().isPresent()) {
            return;
        }
        if (loss.direction() == Direction.NONE) {
            problems.add(new Problem(
                    gate.place(), "gates.loss", gate.loss(), "has no better direction and cannot be gated"));
        }
        if (!loss.aggregate().isCompared()) {
            problems.add(new Problem(
                    gate.place(),
                    "gates.loss",
                    gate.loss(),
                    "a " + loss.aggregate().name()
                            + " has no interval, so versions are not compared by it: give at-least: or at-most:"));
        }
    }

    private void checkGate(Configuration.Gate gate, PlannedMetric metric) {
        MetricDefinition definition = metric.entry().definition();
        String rule = "";
        if (metric.isOfParts()) {
            rule = "has a value for each class, label or bin and none of its own: gate an average, or class=";
        } else if (gate.limit().isPresent()) {
            return;
        } else if (definition.direction() == Direction.NONE) {
            rule = "has no better direction: give at-least: or at-most:";
        } else if (!metric.isCompared()) {
            rule = definition.reading() == Reading.COUNT
                    ? "counts rows whatever their weights, so versions are not compared by it: gate error_rate, or a"
                            + " zero_one_loss with aggregate: sum; or give at-least: or at-most:"
                    : "has no standard error, so versions are not compared by it: give at-least: or at-most:";
        } else if (definition.unbiased().isPresent()) {
            rule = "is biased upwards, the more the fewer rows there are: gate "
                    + definition.unbiased().get() + ", or give at-least: or at-most:";
        }
        if (!rule.isEmpty()) {
            problems.add(new Problem(gate.place(), "gates.metric", gate.loss(), rule));
        }
    }

    private void checkCell(Configuration.Gate gate, String key, String text, List<String> known) {
        if (!known.contains(GateCells.general(text)) && !known.contains(Coordinate.named(text))) {
            problems.add(new Problem(gate.place(), "gates." + key, text, Nearest.unknown(text, known)));
        }
    }

    private void refuse() {
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    /** The axes of a plan in words, for explanations. */
    static List<String> describe(Slicing slicing) {
        List<String> words = new ArrayList<>();
        for (List<Integer> set : slicing.sets()) {
            words.add(String.join(
                    " × ", set.stream().map(slicing.axes()::get).map(Axis::name).toList()));
        }
        return words;
    }
}
