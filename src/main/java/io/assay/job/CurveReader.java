package io.assay.job;

import io.assay.curve.Better;
import io.assay.curve.Diagnosis.Expectation;
import io.assay.curve.DiagnosisSettings;
import io.assay.input.Source;
import io.assay.job.CurveConfiguration.Gate;
import io.assay.job.CurveConfiguration.Limits;
import io.assay.job.CurveConfiguration.Output;
import io.assay.job.CurveConfiguration.PointColumns;
import io.assay.job.CurveConfiguration.Rule;
import io.assay.job.CurveConfiguration.Splits;
import io.assay.job.CurveConfiguration.Wide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns a configuration file of {@code curves} into a {@link CurveConfiguration}, with everything that its text alone
 * shows to be wrong. What is read, and the rules for names, paths and dates, are those of {@link ConfigurationReader}.
 */
final class CurveReader {

    static final List<String> OUTPUT_FORMATS = List.of("parquet", "csv", "markdown", "html");

    private static final List<String> TRAIN = List.of("train", "training");
    private static final List<String> VALIDATION = List.of("validation", "val", "valid", "dev", "eval");
    private static final List<String> REQUIRED = List.of(
            Rule.NOT_OVERFITTING.word(), Rule.PLATEAU.word(), Rule.NO_GAP_ALARM.word(), Rule.NOT_UNDERFITTING.word());

    private static final long MOST_POINTS = 1_000_000;
    private static final double MOST_QUARANTINED = 0.05;

    private final Section root;
    private final List<Problem> problems;

    private CurveReader(Setting.Mapping settings, List<Problem> problems) {
        this.problems = problems;
        this.root = new Section("", settings, problems);
    }

    /**
     * Reads {@code file}.
     *
     * @param overrides {@code --set} keys and values
     * @param runDate {@code --run-date}, if given
     * @throws InvalidConfigurationException if it is no YAML, or does not say what to read
     */
    static CurveConfiguration read(Path file, Map<String, String> overrides, @Nullable String runDate)
            throws IOException {
        List<Problem> problems = new ArrayList<>();
        Setting.Mapping settings = SettingFile.load(file, overrides, runDate, problems);
        CurveConfiguration configuration = new CurveReader(settings, problems).configuration(settings, file, runDate);
        if (configuration.input().isEmpty()) {
            throw new InvalidConfigurationException(configuration.problems());
        }
        return configuration;
    }

    private CurveConfiguration configuration(Setting.Mapping settings, Path file, @Nullable String runDate) {
        ConfigurationReader shared = new ConfigurationReader(settings, problems);
        String name = shared.name(file);
        String date = shared.runDate(runDate);
        root.knows("extends", "evaluation", "run-date", "input");
        List<Source> input = root.has("input") ? shared.sources("input") : List.<Source>of();
        if (!root.has("input")) {
            root.missing("input", "what to read");
        }
        PointColumns columns = columns(root.section("columns"));
        Section curves = root.section("curves");
        Map<String, Expectation> metrics = metrics(curves.section("metrics"));
        Optional<String> metric = curves.text("metric");
        metric.filter(named -> !metrics.isEmpty() && !metrics.containsKey(named))
                .ifPresent(named -> curves.problem("metric", Nearest.unknown(named, List.copyOf(metrics.keySet()))));
        Splits splits = splits(curves);
        DiagnosisSettings diagnosis = diagnosis(curves);
        List<Double> predictAt = predictAt(curves, columns);
        curves.done();
        List<Gate> gates = gates(List.copyOf(metrics.keySet()));
        Section limits = root.section("limits");
        Limits most = new Limits(
                (long) number(
                        limits, "points", MOST_POINTS, points -> isWhole(points, 1), "must be a whole number above 0"),
                number(limits, "quarantined", MOST_QUARANTINED, CurveReader::isShare, "must be a share from 0 to 1"));
        limits.done();
        Output output = output(root.section("output"));
        root.done();
        return new CurveConfiguration(
                ConfigurationReader.roots(Path.of("").toAbsolutePath(), file),
                name,
                date,
                input,
                columns,
                splits,
                metric,
                metrics,
                diagnosis,
                predictAt,
                gates,
                most,
                output,
                limits.place(),
                ConfigurationReader.digest(settings),
                problems);
    }

    private PointColumns columns(Section section) {
        Map<String, Wide> wide = wide(section.section("wide"));
        PointColumns columns = new PointColumns(
                section.place(),
                section.text("run"),
                section.required("step", "the column by which points are ordered, such as the step or the epoch"),
                section.text("split"),
                section.text("metric"),
                section.text("value"),
                wide,
                section.text("size"));
        if (section.has("wide")) {
            section.excludes("wide", "split", "metric", "value");
        } else if (!section.has("value")) {
            section.missing(
                    "value", "the column of the values, or wide: {metric: {train: column, validation: column}}");
        }
        section.done();
        return columns;
    }

    private static Map<String, Wide> wide(Section section) {
        Map<String, Wide> wide = new LinkedHashMap<>();
        for (String metric : section.keys()) {
            Section columns = section.section(metric);
            wide.put(metric, new Wide(columns.text("train"), columns.text("validation")));
            if (!columns.has("train") && !columns.has("validation")) {
                columns.missing("validation", "the column of its validation values, or train:");
            }
            columns.done();
        }
        return wide;
    }

    /** A direction alone, or a mapping with it. */
    private static Map<String, Expectation> metrics(Section section) {
        Map<String, Expectation> metrics = new LinkedHashMap<>();
        for (String metric : section.keys()) {
            boolean isText = section.setting(metric).orElse(null) instanceof Setting.Scalar;
            Section of = isText ? section : section.section(metric);
            String direction = of.oneOf(isText ? metric : "direction", "lower", List.of("lower", "higher"));
            Better better = direction.equals("lower") ? Better.LOWER : Better.HIGHER;
            metrics.put(
                    metric,
                    isText
                            ? new Expectation(better, OptionalDouble.empty(), OptionalDouble.empty())
                            : new Expectation(better, anyNumber(of, "target"), anyNumber(of, "reference")));
            if (!isText) {
                of.done();
            }
        }
        return metrics;
    }

    private static OptionalDouble anyNumber(Section section, String key) {
        return section.number(key, value -> true, "must be a finite number")
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
    }

    private static Splits splits(Section section) {
        List<String> train = section.has("train") ? section.texts("train") : TRAIN;
        List<String> validation = section.has("validation") ? section.texts("validation") : VALIDATION;
        validation.stream()
                .filter(train::contains)
                .findFirst()
                .ifPresent(both -> section.problem("validation", both + " stands under train, too"));
        return new Splits(train, validation);
    }

    private static DiagnosisSettings diagnosis(Section section) {
        DiagnosisSettings usual = DiagnosisSettings.DEFAULT;
        String share = "must be a number above 0";
        return new DiagnosisSettings(
                (int) number(
                        section,
                        "patience",
                        usual.patience(),
                        value -> isWhole(value, 1) && value <= 1_000_000,
                        "must be a whole number from 1 to 1,000,000"),
                number(
                        section,
                        "min-delta",
                        usual.minimumGain(),
                        value -> value >= 0,
                        "must be a number of at least 0"),
                number(
                        section,
                        "smoothing",
                        usual.smoothing(),
                        value -> value >= 0 && value < 1,
                        "must be a number from 0 to below 1"),
                number(section, "plateau", usual.plateau(), value -> value > 0, share),
                number(section, "gap", usual.gap(), value -> value > 0, share),
                number(section, "excess", usual.excess(), value -> value > 0, share));
    }

    private static List<Double> predictAt(Section section, PointColumns columns) {
        List<Double> sizes = section.numbers("predict-at");
        if (sizes.stream().anyMatch(size -> size <= 0)) {
            section.problem("predict-at", "must be sizes above 0");
        } else if (!sizes.isEmpty() && columns.size().isEmpty()) {
            section.problem("predict-at", "means nothing without columns.size");
        }
        return sizes;
    }

    private List<Gate> gates(List<String> metrics) {
        List<Gate> gates = new ArrayList<>();
        for (Setting item : root.items("gates")) {
            if (item instanceof Setting.Mapping mapping) {
                gates.add(gate(new Section("gates", mapping, problems), metrics));
            } else {
                root.problem("gates", item, "must be a mapping such as {require: not-overfitting}");
            }
        }
        return gates;
    }

    private static Gate gate(Section section, List<String> metrics) {
        Optional<String> metric = section.text("metric");
        metric.filter(named -> !metrics.isEmpty() && !metrics.contains(named))
                .ifPresent(named -> section.problem("metric", Nearest.unknown(named, metrics)));
        OptionalDouble atMost = anyNumber(section, "at-most");
        OptionalDouble atLeast = anyNumber(section, "at-least");
        Rule rule = Rule.BEST_VALUE;
        if (section.has("require")) {
            section.excludes("require", "at-most", "at-least");
            String word = section.oneOf("require", REQUIRED.get(0), REQUIRED);
            rule = Arrays.stream(Rule.values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow();
        } else if (!section.has("at-most") && !section.has("at-least")) {
            section.missing("require", "one of " + String.join(", ", REQUIRED) + "; or at-most: or at-least:");
        }
        Gate gate = new Gate(
                section.text("run").filter(run -> !run.equals("all")),
                metric,
                rule,
                atMost,
                atLeast,
                section.flag("hard", true));
        section.done();
        return gate;
    }

    private static Output output(Section section) {
        List<String> formats = section.has("formats") ? section.texts("formats") : OUTPUT_FORMATS;
        for (String format : formats) {
            if (!OUTPUT_FORMATS.contains(format)) {
                section.problem("formats", Nearest.unknown(format, OUTPUT_FORMATS));
            }
        }
        String path = section.has("path") ? section.required("path", "the folder of results") : "out";
        section.done();
        return new Output(path, formats);
    }

    private static double number(Section section, String key, double usual, DoublePredicate rule, String ruleText) {
        return section.number(key, rule, ruleText).orElse(usual);
    }

    private static boolean isWhole(double value, double least) {
        return value == Math.rint(value) && value >= least;
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }
}
