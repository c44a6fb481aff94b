package io.assay.job;

import io.assay.aggregation.Axis;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Slicing;
import io.assay.aggregation.TallyPlan;
import io.assay.input.Columns;
import io.assay.input.Conformed;
import io.assay.input.Conformer;
import io.assay.input.Expressions;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.job.Configuration.Slice;
import io.assay.loss.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Holds a configuration against the schemas of its sources and plans the pass over them. Nothing is scanned. */
final class Planner {

    private final Configuration configuration;
    private final SourceReader reader;
    private final Catalogue catalogue;
    private final List<Problem> problems = new ArrayList<>();

    Planner(Configuration configuration, SourceReader reader, Catalogue catalogue) {
        this.configuration = configuration;
        this.reader = reader;
        this.catalogue = catalogue;
    }

    /** What will be read, and what will be tallied. */
    record Plan(Conformed conformed, TallyPlan tally) {}

    /**
     * Plans.
     *
     * @throws InvalidConfigurationException with every column, expression, loss and parameter that does not fit
     * @throws io.assay.input.InputException if a source cannot be opened
     */
    Plan plan(Map<String, List<Double>> quantileEdges) {
        Conformed conformed = conformed();
        StructType schema = conformed.rows().schema();
        Columns columns = configuration.columns();
        List<LossColumn> losses = new LossPlanner(catalogue, columns, schema, problems).plan(configuration.losses());
        Slicing slicing = new SlicePlanner(schema, quantileEdges).plan(configuration.slices());
        boolean judged = columns.label().isPresent()
                && (columns.prediction().isPresent() || !columns.wide().isEmpty());
        var metrics = new MetricPlanner(schema, problems).plan(configuration.metrics(), judged);
        checkSlices(conformed.rows());
        checkPartitions(conformed.rows());
        checkLosses(conformed.rows(), losses);
        checkGates(losses);
        metrics.outcomes().forEach(sql -> check(conformed.rows(), columns.place(), "metrics", sql));
        refuse();
        return new Plan(
                conformed,
                new TallyPlan(
                        columns, losses, metrics, slicing, configuration.baselines(), configuration.candidates()));
    }

    /** The rows in one shape, after every name in {@code input} and {@code columns} has been checked. */
    Conformed conformed() {
        List<Source> predictions = configuration.input().rows();
        List<Source> labels = configuration.input().labels();
        List<Dataset<Row>> left = predictions.stream().map(this::opened).toList();
        List<Dataset<Row>> right = labels.stream().map(this::opened).toList();
        checkColumns(left, right);
        refuse();
        return new Conformer(reader, configuration.columns()).conform(predictions, labels);
    }

    private Dataset<Row> opened(Source source) {
        Dataset<Row> rows = reader.open(source);
        source.where().ifPresent(where -> check(rows, source.place(), "input.where", where));
        return rows;
    }

    private void checkColumns(List<Dataset<Row>> left, List<Dataset<Row>> right) {
        Columns columns = configuration.columns();
        String place = columns.place();
        List<Dataset<Row>> sides = new ArrayList<>(left);
        sides.addAll(right);
        for (String id : columns.id()) {
            sides.forEach(side -> check(side, place, "columns.id", id));
        }
        if (!right.isEmpty() && columns.id().isEmpty()) {
            problems.add(new Problem(place, "columns.id", null, "is missing: predictions and labels are joined by it"));
        }
        columns.version().ifPresent(text -> checkAny(left, "columns.version", text));
        columns.wide().forEach((version, text) -> checkAny(left, "columns.wide." + version, text));
        columns.prediction().ifPresent(text -> checkAny(left, "columns.prediction", text));
        columns.predictionParts().forEach((part, text) -> checkAny(left, "columns.prediction." + part, text));
        columns.label().ifPresent(text -> checkAny(right.isEmpty() ? left : sides, "columns.label", text));
        columns.weight().ifPresent(text -> checkAny(sides, "columns.weight", text));
        columns.cluster().ifPresent(text -> checkAny(sides, "columns.cluster", text));
    }

    /** United sources share columns by name: it is enough that one of them has it. */
    private void checkAny(List<Dataset<Row>> sides, String key, String text) {
        List<Problem> found = new ArrayList<>();
        for (Dataset<Row> side : sides) {
            List<Problem> one = problemsOf(side, configuration.columns().place(), key, text);
            if (one.isEmpty()) {
                return;
            }
            found.addAll(one);
        }
        found.stream().findFirst().ifPresent(problems::add);
    }

    private void checkSlices(Dataset<Row> rows) {
        for (Slice slice : configuration.slices()) {
            slice.columns().forEach(column -> check(rows, slice.place(), "slices", column));
            if (slice.kind() == Slice.Kind.PREDICATE) {
                check(rows, slice.place(), "slices.where", slice.where());
            }
        }
    }

    private void checkPartitions(Dataset<Row> rows) {
        for (String partition : configuration.columns().partition()) {
            check(rows, configuration.columns().place(), "columns.partition", partition);
        }
    }

    private void checkLosses(Dataset<Row> rows, List<LossColumn> losses) {
        for (LossColumn loss : losses) {
            String place = configuration.losses().stream()
                    .filter(entry -> entry.name().equals(loss.name()))
                    .findFirst()
                    .orElseThrow()
                    .place();
            if (!loss.composed()) {
                check(rows, place, "losses." + loss.name(), loss.value());
            }
        }
    }

    private void checkGates(List<LossColumn> losses) {
        for (Configuration.Gate gate : configuration.gates()) {
            losses.stream().filter(loss -> loss.name().equals(gate.loss())).forEach(loss -> {
                if (loss.direction() == io.assay.loss.Direction.NONE) {
                    problems.add(new Problem(
                            gate.place(), "gates.loss", gate.loss(), "has no better direction and cannot be gated"));
                }
                if (!loss.aggregate().isSmooth()) {
                    problems.add(new Problem(
                            gate.place(),
                            "gates.loss",
                            gate.loss(),
                            "a " + loss.aggregate().name() + " is reported, but not compared; gate a mean instead"));
                }
            });
        }
    }

    private void check(Dataset<Row> rows, String place, String key, String text) {
        problems.addAll(problemsOf(rows, place, key, text));
    }

    private static List<Problem> problemsOf(Dataset<Row> rows, String place, String key, String text) {
        try {
            rows.select(functions.expr(Expressions.sql(text, rows.schema())));
            return List.of();
        } catch (Exception e) { // Spark throws AnalysisException without declaring it
            return List.of(new Problem(place, key, text, rule(rows, text, e)));
        }
    }

    private static String rule(Dataset<Row> rows, String text, Exception failure) {
        List<String> known =
                Arrays.stream(Conformer.own(rows.schema()).fieldNames()).toList();
        if (text.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            return "unknown column" + Nearest.hint(text, known);
        }
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf('\n');
        String first = (end < 0 ? message : message.substring(0, end)).replaceFirst("^\\[[A-Z0-9_.]+] ?", "");
        return "is no valid SQL over these columns: " + first + " (columns: " + String.join(", ", known) + ")";
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
