package io.assay.job;

import io.assay.input.Columns;
import io.assay.input.Source;
import io.assay.job.Configuration.Compare;
import io.assay.job.Configuration.Gate;
import io.assay.job.Configuration.Input;
import io.assay.job.Configuration.Limits;
import io.assay.job.Configuration.LossEntry;
import io.assay.job.Configuration.MetricEntry;
import io.assay.job.Configuration.Output;
import io.assay.job.Configuration.Slice;
import io.assay.job.Configuration.Tolerance;
import io.assay.loss.LossCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a configuration file into a {@link Configuration}, or into the list of everything that is wrong with it. */
final class ConfigurationReader {

    /** The run date of an evaluation that has none. */
    static final String UNDATED = "undated";

    static final List<String> FORMATS = List.of("csv", "json", "parquet", "orc", "avro", "table", "sql");

    static final List<String> METRICS = List.of("accuracy", "error_count", "precision", "recall", "f1", "roc_auc");

    static final List<String> OUTPUT_FORMATS = List.of("parquet", "csv", "json", "markdown", "html", "junit");

    private static final double SHARE_LIMIT = 0.05;

    private final List<Problem> problems = new ArrayList<>();

    private ConfigurationReader() {}

    /**
     * Reads {@code file}.
     *
     * @param overrides {@code --set} keys and values
     * @param runDate {@code --run-date}, if given
     * @throws InvalidConfigurationException with every problem found
     */
    static Configuration read(Path file, Map<String, String> overrides, @Nullable String runDate) throws IOException {
        Setting.Mapping settings = SettingFile.load(file, overrides, runDate);
        return new ConfigurationReader().configuration(file, settings, runDate);
    }

    private Configuration configuration(Path file, Setting.Mapping settings, @Nullable String runDate) {
        Section root = new Section("", settings, problems);
        String configuredDate = root.text("run-date").orElse(UNDATED);
        Configuration configuration = new Configuration(
                file.toString(),
                root.text("evaluation").orElse(stem(file)),
                runDate != null ? runDate : configuredDate,
                input(root),
                columns(root.section("columns")),
                root.texts("baseline"),
                candidates(root),
                slices(root),
                losses(root),
                metrics(root),
                compare(root.section("compare")),
                gates(root),
                limits(root.section("limits")),
                output(root.section("output")),
                digest(settings));
        root.done();
        checkName(root, configuration);
        checkReferences(root, configuration);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return configuration;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.replaceAll("\\.ya?ml$", "");
    }

    private void checkName(Section root, Configuration configuration) {
        String name = configuration.evaluation();
        if (name.isEmpty() || name.startsWith("_") || name.startsWith(".") || name.matches(".*[/\\\\=\\p{Cntrl}].*")) {
            problems.add(new Problem(
                    root.place(),
                    "evaluation",
                    name,
                    "must be a folder's name: no / \\ = or control characters, no leading _ or ."));
        }
        if (configuration.runDate().matches(".*[/\\\\=\\p{Cntrl}].*")) {
            problems.add(new Problem(root.place(), "run-date", configuration.runDate(), "must be a date or timestamp"));
        }
    }

    private Input input(Section root) {
        if (root.has("input")) {
            if (root.has("predictions") || root.has("labels")) {
                problems.add(new Problem(
                        root.place(),
                        "input",
                        null,
                        "stands beside predictions: or labels:; give either input: or both others"));
            }
            return new Input(sources(root, "input"), List.of());
        }
        if (root.has("predictions") && root.has("labels")) {
            return new Input(sources(root, "predictions"), sources(root, "labels"));
        }
        problems.add(new Problem(root.place(), "input", null, "is missing: give input:, or predictions: and labels:"));
        return new Input(List.of(), List.of());
    }

    private List<Source> sources(Section root, String key) {
        List<Source> sources = new ArrayList<>();
        for (Setting item : root.items(key)) {
            if (item instanceof Setting.Mapping mapping) {
                sources.add(source(new Section(key, mapping, problems)));
            } else {
                root.problem(key, item, "must be a mapping with format: and path:, or a list of such mappings");
            }
        }
        return sources;
    }

    private Source source(Section section) {
        String format = section.oneOf("format", format(section.text("path").orElse("")), FORMATS);
        Optional<String> path = section.text("path");
        Optional<String> table = section.text("table");
        Optional<String> query = section.text("query");
        String wanted = format.equals("table") ? "table" : format.equals("sql") ? "query" : "path";
        Optional<String> location = wanted.equals("table") ? table : wanted.equals("query") ? query : path;
        if (location.isEmpty()) {
            problems.add(
                    new Problem(section.place(), "input." + wanted, null, "is missing: what to read as " + format));
        }
        Source source = new Source(
                section.place(),
                format,
                location.orElse(""),
                section.textMap("options"),
                section.text("where"),
                section.text("schema"));
        section.done();
        return source;
    }

    /** The format that a file name suggests; parquet, Spark's own default, where it suggests none. */
    static String format(String path) {
        String name = path.replaceAll("\\.(gz|bz2|zst|snappy|lz4|deflate)$", "");
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "csv", "tsv" -> "csv";
            case "json", "jsonl", "ndjson" -> "json";
            case "orc", "avro" -> ending;
            default -> "parquet";
        };
    }

    private Columns columns(Section section) {
        Map<String, String> wide = section.textMap("wide");
        Optional<Setting> prediction = section.setting("prediction");
        boolean parts = prediction.isPresent() && prediction.get() instanceof Setting.Mapping;
        Columns columns = new Columns(
                section.place(),
                section.texts("id"),
                section.text("version"),
                wide,
                section.text("label"),
                parts ? Optional.empty() : section.text("prediction"),
                parts ? section.textMap("prediction") : Map.of(),
                section.text("weight"),
                section.text("cluster"),
                section.texts("partition"));
        section.done();
        if (columns.version().isEmpty() && wide.isEmpty()) {
            problems.add(new Problem(
                    section.place(),
                    "columns.version",
                    null,
                    "is missing: the column that names the model version, or wide: {version: prediction column}"));
        }
        if (columns.version().isPresent() && !wide.isEmpty()) {
            problems.add(new Problem(
                    section.place(), "columns.wide", null, "stands beside columns.version; give one of them"));
        }
        return columns;
    }

    private List<String> candidates(Section root) {
        List<String> candidates = root.texts("candidates");
        return candidates.equals(List.of("all")) ? List.of() : candidates;
    }

    private List<Slice> slices(Section root) {
        List<Slice> slices = new ArrayList<>();
        for (Setting item : root.items("slices")) {
            if (item instanceof Setting.Scalar) {
                slices.add(slice(item.place(), Slice.Kind.COLUMNS, List.of(item.toString())));
            } else if (item instanceof Setting.Sequence cross) {
                slices.add(slice(
                        item.place(),
                        Slice.Kind.COLUMNS,
                        cross.items().stream().map(Setting::toString).toList()));
            } else {
                slices.add(namedSlice(new Section("slices", (Setting.Mapping) item, problems)));
            }
        }
        return slices;
    }

    private static Slice slice(String place, Slice.Kind kind, List<String> columns) {
        return new Slice(place, kind, "", columns, "", List.of(), 0);
    }

    private Slice namedSlice(Section section) {
        Slice slice;
        if (section.has("rollup")) {
            slice = slice(section.place(), Slice.Kind.ROLLUP, section.texts("rollup"));
        } else if (section.has("where")) {
            slice = new Slice(
                    section.place(),
                    Slice.Kind.PREDICATE,
                    section.required("name", "what to call the rows for which where: holds"),
                    List.of(),
                    section.text("where").orElse("true"),
                    List.of(),
                    0);
        } else if (section.has("bins") || section.has("quantiles")) {
            slice = binned(section);
        } else {
            problems.add(new Problem(
                    section.place(),
                    "slices",
                    null,
                    "a slice is a column, a list of columns, {rollup: […]}, {name:, where:}, {column:, bins: […]} or"
                            + " {column:, quantiles: n}"));
            slice = slice(section.place(), Slice.Kind.COLUMNS, List.of());
        }
        section.done();
        return slice;
    }

    private Slice binned(Section section) {
        String column = section.required("column", "the column that is binned");
        List<Double> edges = section.numbers("bins");
        for (int i = 1; i < edges.size(); i++) {
            if (edges.get(i) <= edges.get(i - 1)) {
                section.problem("bins", section.setting("bins").orElseThrow(), "must be increasing");
                break;
            }
        }
        int quantiles = section.number(
                        "quantiles",
                        n -> n >= 2 && n <= 1000 && n == Math.rint(n),
                        "must be a whole number from 2 to 1000")
                .orElse(0.0)
                .intValue();
        Slice.Kind kind = section.has("bins") ? Slice.Kind.BINS : Slice.Kind.QUANTILES;
        return new Slice(section.place(), kind, column, List.of(column), "", edges, quantiles);
    }

    private List<LossEntry> losses(Section root) {
        List<LossEntry> losses = new ArrayList<>();
        for (Setting item : root.items("losses")) {
            if (item instanceof Setting.Mapping mapping) {
                losses.add(loss(new Section("losses", mapping, problems)));
            } else {
                losses.add(new LossEntry(
                        item.place(),
                        item.toString(),
                        Optional.of(item.toString()),
                        Optional.empty(),
                        Map.of(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        if (losses.isEmpty()) {
            problems.add(
                    new Problem(root.place(), "losses", null, "is missing: at least one loss, such as squared_error"));
        }
        return losses;
    }

    private LossEntry loss(Section section) {
        Optional<String> call = section.text("loss");
        Optional<String> sql = section.text("sql");
        Map<String, Double> weights = new LinkedHashMap<>();
        section.textMap("weighted-sum").forEach((loss, weight) -> {
            try {
                weights.put(loss, Double.valueOf(weight));
            } catch (NumberFormatException e) {
                problems.add(new Problem(section.place(), "losses.weighted-sum." + loss, weight, "must be a number"));
            }
        });
        int kinds = (call.isPresent() ? 1 : 0) + (sql.isPresent() ? 1 : 0) + (weights.isEmpty() ? 0 : 1);
        if (kinds != 1) {
            problems.add(new Problem(
                    section.place(), "losses", null, "a loss has exactly one of loss:, sql: and weighted-sum:"));
        }
        String name = call.isPresent()
                ? section.text("name").orElse(call.get())
                : section.required("name", "what tables and gates call this loss");
        LossEntry entry = new LossEntry(
                section.place(),
                name,
                call,
                sql,
                weights,
                section.oneOf("missing", "null", List.of("null", "renormalise")).equals("renormalise"),
                section.text("label"),
                section.text("prediction"),
                section.textMap("arguments"),
                section.text("aggregate"),
                section.text("direction"));
        section.oneOf("direction", "lower", List.of("lower", "higher", "none"));
        section.done();
        return entry;
    }

    private List<MetricEntry> metrics(Section root) {
        List<MetricEntry> metrics = new ArrayList<>();
        for (Setting item : root.items("metrics")) {
            String text = item.toString();
            try {
                LossCall call = LossCall.parse(text);
                Object threshold = call.parameters().getOrDefault("threshold", 0.5);
                boolean known = METRICS.contains(call.name());
                boolean parameters = call.parameters().keySet().stream().allMatch("threshold"::equals);
                if (!known) {
                    root.problem("metrics", item, Nearest.unknown(call.name(), METRICS));
                } else if (!parameters || !(threshold instanceof Double)) {
                    root.problem("metrics", item, "the only parameter is threshold, a number");
                } else {
                    metrics.add(new MetricEntry(item.place(), text, call.name(), (Double) threshold));
                }
            } catch (IllegalArgumentException e) {
                root.problem("metrics", item, String.valueOf(e.getMessage()));
            }
        }
        return metrics;
    }

    private Compare compare(Section section) {
        section.oneOf("correction", "holm", List.of("holm"));
        Compare compare = new Compare(
                section.number("alpha", a -> a > 0 && a < 0.5, "must be > 0 and < 0.5")
                        .orElse(0.05),
                margin(section).orElse(new Tolerance(0.01, true)),
                section.number("minimum-units", n -> n >= 2 && n == Math.rint(n), "must be a whole number ≥ 2")
                        .orElse(30.0)
                        .intValue());
        section.done();
        return compare;
    }

    private Optional<Tolerance> margin(Section section) {
        if (!section.has("margin")) {
            return Optional.empty();
        }
        Section margin = section.section("margin");
        Optional<Double> relative = margin.number("relative", m -> m >= 0 && Double.isFinite(m), "must be ≥ 0");
        Optional<Double> absolute = margin.number("absolute", m -> m >= 0 && Double.isFinite(m), "must be ≥ 0");
        if (margin.has("relative") == margin.has("absolute")) {
            section.problem(
                    "margin",
                    section.setting("margin").orElseThrow(),
                    "must have exactly one of relative: and absolute:");
        }
        margin.done();
        return relative.map(value -> new Tolerance(value, true))
                .or(() -> absolute.map(value -> new Tolerance(value, false)));
    }

    private List<Gate> gates(Section root) {
        List<Gate> gates = new ArrayList<>();
        for (Setting item : root.items("gates")) {
            if (!(item instanceof Setting.Mapping mapping)) {
                root.problem("gates", item, "must be a mapping such as {loss: squared_error, slice: all, hard: true}");
                continue;
            }
            Section section = new Section("gates", mapping, problems);
            gates.add(new Gate(
                    section.place(),
                    section.required("loss", "the loss that is gated"),
                    section.text("slice").orElse("all"),
                    section.text("partition").orElse("all"),
                    section.flag("hard", true),
                    margin(section)));
            section.done();
        }
        return gates;
    }

    private Limits limits(Section section) {
        Limits limits = new Limits(
                section.number("quarantined", s -> s >= 0 && s <= 1, "must be a share from 0 to 1")
                        .orElse(SHARE_LIMIT),
                section.number("unscored", s -> s >= 0 && s <= 1, "must be a share from 0 to 1")
                        .orElse(SHARE_LIMIT),
                section.number("unpaired", s -> s >= 0 && s <= 1, "must be a share from 0 to 1")
                        .orElse(SHARE_LIMIT));
        section.done();
        return limits;
    }

    private Output output(Section section) {
        List<String> formats = section.has("formats") ? section.texts("formats") : OUTPUT_FORMATS;
        for (String format : formats) {
            if (!OUTPUT_FORMATS.contains(format)) {
                section.problem(
                        "formats", section.setting("formats").orElseThrow(), Nearest.unknown(format, OUTPUT_FORMATS));
            }
        }
        Output output = new Output(section.text("path").orElse("out"), formats);
        section.done();
        return output;
    }

    private void checkReferences(Section root, Configuration configuration) {
        List<String> names =
                configuration.losses().stream().map(LossEntry::name).toList();
        for (LossEntry loss : configuration.losses()) {
            if (names.indexOf(loss.name()) != names.lastIndexOf(loss.name())
                    && configuration.losses().get(names.lastIndexOf(loss.name())) == loss) {
                problems.add(
                        new Problem(loss.place(), "losses.name", loss.name(), "stands twice; give one another name:"));
            }
            for (String part : loss.weightedSum().keySet()) {
                if (!names.contains(part) || part.equals(loss.name())) {
                    problems.add(new Problem(loss.place(), "losses.weighted-sum", part, Nearest.unknown(part, names)));
                }
            }
        }
        for (Gate gate : configuration.gates()) {
            if (!gate.loss().isEmpty() && !names.contains(gate.loss())) {
                problems.add(new Problem(gate.place(), "gates.loss", gate.loss(), Nearest.unknown(gate.loss(), names)));
            }
        }
        for (String candidate : configuration.candidates()) {
            if (configuration.baselines().contains(candidate)) {
                problems.add(new Problem(root.place(), "candidates", candidate, "is a baseline too"));
            }
        }
        if (configuration.baselines().isEmpty()) {
            problems.add(new Problem(root.place(), "baseline", null, "is missing: the version to compare with"));
        }
    }

    /** SHA-256 of everything but where the output goes. */
    private static String digest(Setting.Mapping settings) {
        Map<String, Setting> entries = new LinkedHashMap<>(settings.entries());
        entries.remove("output");
        byte[] text = Setting.canonical(new Setting.Mapping("", entries)).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
