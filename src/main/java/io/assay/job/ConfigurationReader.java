package io.assay.job;

import io.assay.input.Columns;
import io.assay.input.FileFormat;
import io.assay.input.Source;
import io.assay.input.SourceReader;
import io.assay.job.Configuration.Gate;
import io.assay.job.Configuration.Input;
import io.assay.job.Configuration.LossEntry;
import io.assay.job.Configuration.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Turns a configuration file into a {@link Configuration}, with everything that its text alone shows to be wrong. What
 * only the data's schema can show is added by {@link Planner}, so that all of it is told at once.
 */
final class ConfigurationReader {

    /** The run date of an evaluation that has none. */
    static final String UNDATED = "undated";

    static final List<String> FORMATS = List.of("csv", "json", "parquet", "orc", "avro", "table", "sql");

    static final List<String> OUTPUT_FORMATS = List.of("parquet", "csv", "json", "markdown", "html", "junit");

    private static final Pattern NO_FOLDER_NAME = Pattern.compile("[/\\\\=\\p{Cntrl}]");

    /** What a file system allows for a name, less {@code evaluation=} and a margin. */
    private static final int LONGEST_NAME = 200;

    private final List<Problem> problems;
    private final Section root;

    /** Of settings that have been loaded; of other kinds of configurations, too. */
    ConfigurationReader(Setting.Mapping settings, List<Problem> problems) {
        this.problems = problems;
        this.root = new Section("", settings, problems);
    }

    /**
     * Reads {@code file}.
     *
     * @param overrides {@code --set} keys and values
     * @param runDate {@code --run-date}, if given
     * @throws InvalidConfigurationException if it is no YAML, or does not say what to read, so that there is no data to
     *     hold the rest against
     */
    static Configuration read(Path file, Map<String, String> overrides, @Nullable String runDate) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Setting.Mapping settings = SettingFile.load(file, overrides, runDate, problems);
        return of(settings, Path.of(""), file, runDate, problems);
    }

    /**
     * Reads settings that have been loaded.
     *
     * @param folder the working directory of those who named the file
     * @param problems what was found wrong when they were loaded
     * @throws InvalidConfigurationException if they do not say what to read
     */
    static Configuration of(
            Setting.Mapping settings, Path folder, Path file, @Nullable String runDate, List<Problem> problems) {
        Configuration configuration = new ConfigurationReader(settings, new ArrayList<>(problems))
                .configuration(roots(folder.toAbsolutePath(), file), stem(file), digest(settings), runDate);
        if (configuration.input().rows().isEmpty()) {
            throw new InvalidConfigurationException(configuration.problems());
        }
        return configuration;
    }

    /** The working directory, then the configuration's folder and its parents. */
    static List<Path> roots(Path folder, Path file) {
        List<Path> roots = new ArrayList<>(List.of(folder));
        Path beside = folder.resolve(file).getParent();
        if (beside != null) {
            roots.addAll(SourceReader.upwards(beside));
        }
        return roots;
    }

    private Configuration configuration(List<Path> roots, String stem, String digest, @Nullable String runDate) {
        LossReader lossReader = new LossReader(root, problems);
        JudgementReader judgementReader = new JudgementReader(root, problems);
        String name = name(stem);
        String date = runDate(runDate);
        Input input = input();
        Columns columns = new PairByReader(root, problems)
                .sampled(new ColumnsReader(root.section("columns"), problems).columns(), input);
        BaselineReader.Baselines baselined = new BaselineReader(root, problems).baselines();
        List<String> baselines = distinct("baseline", baselined.versions());
        List<String> candidates = distinct("candidates", root.texts("candidates"));
        var slices = new SliceReader(root, problems).slices();
        List<LossEntry> losses = lossReader.losses();
        var metrics = new MetricReader(root, problems)
                .metrics(losses.stream().map(LossEntry::name).toList());
        var penalties = new PenaltyReader(root, problems).penalties(columns);
        var compare = judgementReader.compare();
        List<Gate> gates = judgementReader.gates();
        var limits = judgementReader.limits();
        var discover = DiscoverReader.discover(
                root.section("discover"), losses.stream().map(LossEntry::name).toList());
        Output output = output(root.section("output"));
        root.knows("extends", "predictions", "labels");
        root.done();
        checkVersions(baselines, candidates);
        baselined.trivial().ifPresent(trivial -> trivial.check(columns, compare)
                .forEach(rule -> root.problem("baseline", rule)));
        checkGates(
                gates,
                losses.stream().map(LossEntry::name).toList(),
                metrics.stream().map(Configuration.MetricEntry::name).toList());
        return new Configuration(
                roots,
                name,
                date,
                input,
                columns,
                baselines,
                baselined.trivial(),
                candidates.equals(List.of("all")) ? List.of() : candidates,
                slices,
                losses,
                metrics,
                penalties,
                compare,
                gates,
                limits,
                discover,
                output,
                digest,
                problems);
    }

    /** The name of the result, by default that of the file. */
    String name(Path file) {
        return name(stem(file));
    }

    private String name(String stem) {
        String name = root.text("evaluation").orElse(stem);
        checkFolderName(place("evaluation"), "evaluation", name);
        return name;
    }

    /** The run date: the one given, or that of the settings, or none. */
    String runDate(@Nullable String given) {
        String date = root.text("run-date").orElse(UNDATED);
        checkRunDate(given != null ? "--run-date" : place("run-date"), given != null ? given : date);
        return given != null ? given : date;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.replaceAll("\\.ya?ml$", "");
    }

    private String place(String key) {
        return root.setting(key).map(Setting::place).orElse(root.place());
    }

    private void checkRunDate(String place, String date) {
        if (!RunDate.isOne(date)) {
            problems.add(new Problem(place, "run-date", date, RunDate.RULE));
        }
    }

    /** An evaluation names a folder, as {@code evaluation=NAME/run_date=DATE}. */
    private void checkFolderName(String place, String key, String name) {
        boolean hidden = name.startsWith("_") || name.startsWith(".");
        boolean tooLong = name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
        if (name.isBlank() || hidden || tooLong || NO_FOLDER_NAME.matcher(name).find()) {
            problems.add(new Problem(
                    place,
                    key,
                    name,
                    "must be a folder's name: not empty, no / \\ = or control characters, no leading _ or ., at most "
                            + LONGEST_NAME + " bytes"));
        }
    }

    private Input input() {
        if (root.has("input")) {
            root.excludes("input", "predictions", "labels");
            return new Input(sources("input"), List.of());
        }
        if (root.has("predictions") && root.has("labels")) {
            List<Source> predictions = sources("predictions");
            List<Source> labels = sources("labels");
            boolean both = !predictions.isEmpty() && !labels.isEmpty();
            return both ? new Input(predictions, labels) : new Input(List.of(), List.of());
        }
        root.missing("input", "what to read; or predictions: and labels:");
        sources("predictions");
        sources("labels");
        return new Input(List.of(), List.of());
    }

    /** Empty unless every source is readable. */
    List<Source> sources(String key) {
        List<Source> sources = new ArrayList<>();
        boolean all = true;
        for (Setting item : root.items(key)) {
            if (item instanceof Setting.Mapping mapping) {
                Optional<Source> source = source(new Section(key, mapping, problems));
                source.ifPresent(sources::add);
                all &= source.isPresent();
            } else {
                root.problem(key, item, "must be a mapping with format: and path:, or a list of such mappings");
                all = false;
            }
        }
        if (root.has(key) && root.items(key).isEmpty()) {
            root.problem(key, "must have an item");
        }
        return all ? sources : List.of();
    }

    private Optional<Source> source(Section section) {
        String likely = section.has("table")
                ? "table"
                : section.has("query") ? "sql" : format(section.text("path").orElse(""));
        String format = section.oneOf("format", likely, FORMATS);
        String locator = locator(format);
        List.of("path", "table", "query").stream()
                .filter(other -> !other.equals(locator))
                .forEach(other -> section.excludes("format: " + format, other));
        String location = section.required(locator, "what to read as " + format);
        Map<String, String> options = new LinkedHashMap<>(section.textMap("options"));
        if (format.equals("csv")) {
            defaults(location).forEach((key, value) -> {
                if (options.keySet().stream().noneMatch(key::equalsIgnoreCase)) {
                    options.put(key, value);
                }
            });
        }
        Optional<String> where = section.text("where");
        Optional<String> schema = section.text("schema");
        schema.ifPresent(ddl -> checkSchema(section, ddl));
        section.done();
        return location.isBlank()
                ? Optional.empty()
                : Optional.of(new Source(section.place(), format, location, options, where, schema));
    }

    /** Options of CSV files where none are given; Spark's own default, no header, is hardly ever meant. */
    private static Map<String, String> defaults(String location) {
        return FileFormat.ending(location).equals("tsv")
                ? Map.of("header", "true", "sep", "\t")
                : Map.of("header", "true");
    }

    private static void checkSchema(Section section, String ddl) {
        try {
            StructType.fromDDL(ddl);
        } catch (Exception e) { // Spark throws ParseException without declaring it
            section.problem("schema", "must be names and types, such as id STRING, label DOUBLE");
        }
    }

    private static String locator(String format) {
        return switch (format) {
            case "table" -> "table";
            case "sql" -> "query";
            default -> "path";
        };
    }

    /** The format that a file name suggests; parquet, Spark's own default, where it suggests none. */
    static String format(String path) {
        return FileFormat.of(path).orElse("parquet");
    }

    private List<String> distinct(String key, List<String> versions) {
        Set<String> seen = new HashSet<>();
        versions.stream()
                .filter(version -> !seen.add(version))
                .distinct()
                .forEach(version -> root.problem(key, version + " stands twice"));
        return versions;
    }

    private void checkVersions(List<String> baselines, List<String> candidates) {
        if (baselines.isEmpty()) {
            root.missing("baseline", "the version to compare with");
        }
        for (String candidate : candidates) {
            if (baselines.contains(candidate)) {
                root.problem("candidates", candidate + " is a baseline too");
            }
        }
        if (candidates.size() > 1 && candidates.contains("all")) {
            root.problem("candidates", "must be all, or a list of versions");
        }
    }

    private void checkGates(List<Gate> gates, List<String> losses, List<String> metrics) {
        for (Gate gate : gates) {
            List<String> known = gate.metric() ? metrics : losses;
            if (!gate.loss().isBlank() && !known.contains(gate.loss())) {
                problems.add(new Problem(
                        gate.place(),
                        gate.metric() ? "gates.metric" : "gates.loss",
                        gate.loss(),
                        Nearest.unknown(gate.loss(), known)));
            }
        }
    }

    private static Output output(Section section) {
        List<String> formats = section.has("formats") ? section.texts("formats") : OUTPUT_FORMATS;
        for (String format : formats) {
            if (!OUTPUT_FORMATS.contains(format)) {
                section.problem("formats", Nearest.unknown(format, OUTPUT_FORMATS));
            }
        }
        String path = section.has("path") ? section.required("path", "the folder of results") : "out";
        boolean state = section.flag("state", true);
        section.done();
        return new Output(path, formats, state);
    }

    /** SHA-256 of everything but where the output goes. */
    static String digest(Setting.Mapping settings) {
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
