package io.assay.job;

import io.assay.input.AddedVersion;
import io.assay.input.Columns;
import io.assay.input.Conformed;
import io.assay.input.Examples;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.job.ExpressionCheck.Need;
import io.assay.loss.Catalogue;
import io.assay.report.TrivialPredictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Plans the version that the baseline {@code trivial} is: at first without knowing what it says, then with what its reader has
 * found in the labels. Without such a baseline it plans nothing.
 */
final class TrivialPlanner {

    private final Configuration configuration;
    private final List<Problem> problems;
    private final Optional<TrivialBaseline> asked;
    private Optional<AddedVersion> version;
    private Optional<TrivialPredictor> found = Optional.empty();
    private Optional<FrozenPredictor> frozen = Optional.empty();
    private List<TrivialTarget> targets = List.of();
    private int scans;

    /** @param problems where what is wrong is told */
    TrivialPlanner(Configuration configuration, List<Problem> problems) {
        this.configuration = configuration;
        this.problems = problems;
        this.asked = configuration
                .trivial()
                .filter(trivial -> !configuration.columns().grouped());
        this.version = asked.map(trivial -> trivial.version(configuration));
    }

    /**
     * The version that is added; empty where there is none, where no label can be used, and where the columns are not there
     * that it goes by.
     *
     * @param predictions the sources of the dataset, or of the predictions' side of a join
     * @param labels the sources of the labels' side
     */
    Optional<AddedVersion> version(List<Dataset<Row>> predictions, List<Dataset<Row>> labels) {
        if (version.isEmpty() || !(version.get().prediction() instanceof AddedVersion.LastLabel last)) {
            return version;
        }
        List<Dataset<Row>> sides = new ArrayList<>(predictions);
        sides.addAll(labels);
        ExpressionCheck expressions = new ExpressionCheck(problems);
        String place = configuration.columns().place();
        boolean all = expressions.checkAny(sides, place, "baseline.time", last.time(), Need.KEY);
        for (String series : last.series()) {
            all &= expressions.checkAny(sides, place, "baseline.series", series, Need.KEY);
        }
        return all ? version : Optional.empty();
    }

    /** Holds it against the types of label and prediction; where one of them is missing that has been told. */
    void check(StructType rows) {
        List<String> names = List.of(rows.fieldNames());
        if (asked.isPresent() && names.contains("label") && names.contains("prediction")) {
            asked.get()
                    .check(
                            rows.apply("label").dataType(),
                            rows.apply("prediction").dataType())
                    .ifPresent(rule -> problems.add(
                            new Problem(configuration.columns().place(), "baseline", TrivialBaseline.NAME, rule)));
        }
    }

    /** Rows with what it says for labels and predictions of single losses and metrics, each in the column of its index. */
    Conformed beside(Conformed conformed, List<TrivialTarget> own) {
        this.targets = own;
        Dataset<Row> rows = conformed.rows();
        for (int i = 0; i < own.size(); i++) {
            TrivialTarget target = own.get(i);
            AddedVersion.Prediction said = found.stream()
                    .flatMap(predictor -> predictor.own().stream())
                    .filter(one -> one.of().equals(target.of()))
                    .map(one -> prediction(one.predictor()))
                    .findFirst()
                    .orElseGet(AddedVersion.Unknown::new);
            Column constant = new AddedVersion(TrivialBaseline.NAME, List.of(), said).constant(target.predictions());
            rows = rows.withColumn(TrivialTarget.COLUMN + i, constant);
        }
        return own.isEmpty() ? conformed : conformed.withRows(rows);
    }

    /** What must agree for states to be added: how it was asked for, and what it says, where that is known yet. */
    SortedMap<String, List<String>> definition() {
        SortedMap<String, List<String>> parts = new TreeMap<>();
        asked.ifPresent(trivial -> parts.put(StateDefinition.TRIVIAL, words(trivial)));
        found.ifPresent(predictor -> parts.put(StateDefinition.PREDICTED, predictor.words()));
        return parts;
    }

    private List<String> words(TrivialBaseline trivial) {
        List<String> words = new ArrayList<>(trivial.words(configuration.columns()));
        targets.forEach(target -> words.add("for " + target.of() + ": " + target.label()));
        return words;
    }

    /**
     * Finds what it says, from the labels or from what is frozen; {@link #version} and {@link #beside} have it from then on.
     *
     * @param rows in one shape
     * @throws InvalidConfigurationException if a version of the data has its name
     */
    void read(SparkSession spark, SourceReader reader, Catalogue catalogue, Columns columns, Dataset<Row> rows)
            throws IOException {
        if (asked.isEmpty() || version.isEmpty()) {
            return;
        }
        AddedVersion unknown = version.get();
        TrivialReader labels = new TrivialReader(spark, configuration, asked.get());
        Optional<TrivialPredictor> known = asked.get().given();
        if (asked.get().isFrozen(configuration.compare())) {
            frozen = Optional.of(new FrozenPredictor(spark, configuration));
            known = frozen.get().kept(key());
        }
        List<Source> predictions = configuration.input().rows();
        List<Source> sides = configuration.input().labels();
        if (known.isEmpty()) {
            scans++;
            TrivialPredictor made = labels.read(
                    Examples.of(unknown, reader, columns, predictions, sides),
                    shared(catalogue, rows.schema()),
                    targets);
            known = Optional.of(frozen.isPresent() ? frozen.get().made(made) : made);
        } else if (!columns.isWide()) {
            scans++;
            labels.refuseTaken(Examples.named(unknown, reader, columns, predictions, sides));
        }
        found = known;
        version = known.filter(TrivialPredictor::exists).map(predictor -> unknown.saying(prediction(predictor)));
    }

    /** What it says, once that is found; nothing where there is no such baseline. */
    Optional<TrivialPredictor> found() {
        return found;
    }

    private String key() {
        return asked.map(trivial -> String.join("; ", words(trivial))).orElse("");
    }

    /** The label and the prediction for all losses; the first loss of them has a say in what is predicted. */
    private TrivialTarget shared(Catalogue catalogue, StructType rows) {
        boolean absolute = configuration.losses().stream()
                .filter(loss -> loss.label().isEmpty() && loss.prediction().isEmpty())
                .findFirst()
                .filter(loss -> AbsoluteLosses.contains(catalogue, loss))
                .isPresent();
        return new TrivialTarget(
                "",
                "label",
                "prediction",
                "label",
                rows.apply("label").dataType(),
                rows.apply("prediction").dataType(),
                absolute);
    }

    private AddedVersion.Prediction prediction(TrivialPredictor predictor) {
        if (!predictor.exists()) {
            return new AddedVersion.Unknown();
        }
        return switch (predictor.form()) {
            case MEAN, MEDIAN -> new AddedVersion.SameNumber(predictor.numbers().get(0));
            case MAJORITY -> new AddedVersion.SameClass(predictor.label());
            case SHARES -> new AddedVersion.SameNumbers(predictor.numbers());
            case LAST -> asked.orElseThrow().version(configuration).prediction();
            case VALUE -> asked.flatMap(TrivialBaseline::value).orElseThrow();
        };
    }

    /** How often the sources were read for it. */
    int scans() {
        return scans;
    }

    /** Keeps it for the next run date, if it is one for all. */
    void freeze() throws IOException {
        if (frozen.isPresent() && found.isPresent()) {
            frozen.get().freeze(key(), found.get());
        }
    }
}
