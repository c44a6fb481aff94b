package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.SchemaCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Holds the reader, {@code conf/reference.yaml} and {@code conf/schema.json} against each other. */
class ReferenceConfigurationTest {

    private static final Path CONF = Path.of("conf");
    private static final Path REFERENCE = CONF.resolve("reference.yaml");

    @TempDir
    Path folder = Path.of("");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(CONF)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !CurveReferenceTest.examples().contains(file))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAcceptedByTheReader(Path example) throws IOException {
        assertThat(ConfigurationReader.read(example, Map.of(), null).problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleFitsTheSchema(Path example) throws IOException {
        assertThat(new SchemaCheck(schema()).problems(tree(Files.readString(example))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input|input: {format: table, table: catalogue.schema.name}",
                "input|input: {format: sql, query: SELECT * FROM scores}",
                "input|input: [{path: a}, {path: b}]",
                "input|predictions: {path: 'scores/${run-date}/*.parquet'}\\nlabels: {path: labels.csv, options: {header: true}}",
                "columns|columns: {wide: {lite: pred_lite, twice: '2 * pred_lite'}, label: y}",
                "columns|columns: {versions: {v3: {pipeline-model: models/v3}, half: '0.5'}, label: y, prediction: p}",
                "columns|columns: {version: v, label: y, prediction: {lower: q05, upper: q95}}",
                "candidates|candidates: [classic]",
                "baseline|baseline: trivial",
                "baseline|baseline: [lite, {trivial: mean}]",
                "baseline|baseline: [{trivial: median, frozen: true}, lite]",
                "baseline|baseline: {trivial: {value: 0.5}}",
                "baseline|baseline: {trivial: {value: [0.25, 0.75]}}",
                "baseline|baseline: {trivial: last, series: [state], time: forecast_date}",
                "penalties|penalties: {l1: 0.001, elastic-net: {alpha: 0.01, l1-ratio: 0.5}, coefficients: {lite: weights/lite.json, classic: [0.5, -1.25, 0], deluxe: {mllib-model: models/deluxe, intercept: false}}}",
            })
    void whatTheReferenceNamesAsAnAlternativeIsAccepted(String replaced, String lines) throws IOException {
        String yaml = lines.replace("\\n", "\n") + "\n";
        Files.writeString(
                folder.resolve("base.yaml"), "extends: " + REFERENCE.toAbsolutePath() + "\n" + replaced + ": null\n");
        Path file = Files.writeString(folder.resolve("alternative.yaml"), "extends: base.yaml\n" + yaml);
        assertThat(ConfigurationReader.read(file, Map.of(), "2026-01-01").problems())
                .isEmpty();
        assertThat(new SchemaCheck(schema()).problems(tree(yaml))).isEmpty();
    }

    @Test
    void everyKeyThatTheReaderKnowsStandsInTheReferenceAndInTheSchema() throws IOException {
        String reference = Files.readString(REFERENCE);
        for (Map.Entry<String, Set<String>> section : knownToTheReader().entrySet()) {
            assertThat(keysOfSchema(section.getKey()))
                    .as("schema of " + section.getKey())
                    .isEqualTo(section.getValue());
            assertThat(section.getValue()).as("keys of " + section.getKey()).allMatch(key -> Pattern.compile(
                            "(?m)(^[ #-]*|[{ ,])" + key + ":")
                    .matcher(reference)
                    .find());
        }
    }

    @Test
    void everyKeyOfTheReferenceIsKnownToTheReader() throws IOException {
        Set<String> known = new TreeSet<>();
        knownToTheReader().values().forEach(known::addAll);
        Matcher keys = Pattern.compile("(?m)^ *#? ?(?:- \\{?)?([a-z][a-z-]*): (?!\\$schema)")
                .matcher(Files.readString(REFERENCE));
        assertThat(keys.results().map(key -> key.group(1)))
                .as("a word before a colon at the start of a line")
                .hasSizeGreaterThan(40)
                .isSubsetOf(known);
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() throws IOException {
        SchemaCheck check = new SchemaCheck(schema());
        String least = "input: {path: a}\ncolumns: {version: v}\nbaseline: a\nlosses: [x]\n";
        assertThat(check.problems(tree(least))).isEmpty();
        for (String wrong : List.of(
                "slcies: []",
                "compare: {alpha: 0.7}",
                "compare: {margin: {relativ: 1}}",
                "compare: {bootstrap: {replicates: 20}}",
                "limits: {unscored: 2}",
                "limits: {groups: 0}",
                "discover: {levels: 4}",
                "discover: {feature: a}",
                "gates: [{slice: all}]",
                "slices: [{column: a}]",
                "slices: [{column: a, quantiles: 1}]",
                "output: {formats: [pdf]}",
                "columns: {versions: {v3: {pipeline-modle: a}}}",
                "penalties: {l2: -1, coefficients: {a: [1]}}",
                "penalties: {elastic-net: {alpha: 1, l1-ratio: 2}, coefficients: {a: [1]}}",
                "columns: {lable: y}")) {
            assertThat(check.problems(tree(least.replace("columns: {version: v}\n", "") + wrong)))
                    .as(wrong)
                    .isNotEmpty();
        }
    }

    /** For each mapping of a configuration the keys that its reader lists when it refuses an unknown one. */
    private Map<String, Set<String>> knownToTheReader() throws IOException {
        String probe = "zzzzzz: 1";
        return Map.ofEntries(
                Map.entry("", known(probe)),
                Map.entry("source", known("input: {path: a, " + probe + "}")),
                Map.entry("columns", known("columns: {version: v, wide: null, " + probe + "}")),
                Map.entry("model", known("columns: {versions: {v: {pipeline-model: a, " + probe + "}}}")),
                Map.entry("penalties", known("penalties: {l2: 1, coefficients: {a: [1]}, " + probe + "}")),
                Map.entry(
                        "elastic-net",
                        known("penalties: {elastic-net: {alpha: 1, l1-ratio: 1, " + probe
                                + "}, coefficients: {a: [1]}}")),
                Map.entry(
                        "coefficients",
                        known("penalties: {l2: 1, coefficients: {a: {mllib-model: m, " + probe + "}}}")),
                Map.entry("compare", known("compare: {" + probe + "}")),
                Map.entry("bootstrap", known("compare: {bootstrap: {replicates: 500, " + probe + "}}")),
                Map.entry("margin", known("compare: {margin: {relative: 1, " + probe + "}}")),
                Map.entry("gate", known("gates: [{loss: x, " + probe + "}]")),
                Map.entry("limits", known("limits: {" + probe + "}")),
                Map.entry("discover", known("discover: {" + probe + "}")),
                Map.entry("output", known("output: {" + probe + "}")),
                Map.entry(
                        "slice",
                        union(
                                known("slices: [{rollup: a, " + probe + "}]"),
                                known("slices: [{name: a, where: x, " + probe + "}]"),
                                known("slices: [{column: a, bins: [1], " + probe + "}]"),
                                known("slices: [{column: a, quantiles: 2, " + probe + "}]"))),
                Map.entry("loss", known("losses: [{loss: x, " + probe + "}]")));
    }

    private Set<String> known(String line) throws IOException {
        List<String> yaml = new ArrayList<>();
        for (String least : List.of("input: {path: a}", "columns: {version: v}", "baseline: a", "losses: [x]")) {
            if (!line.startsWith(least.substring(0, least.indexOf(' ')))) {
                yaml.add(least);
            }
        }
        yaml.add(line);
        Path file = Files.write(folder.resolve("probe.yaml"), yaml);
        List<Problem> problems = ConfigurationReader.read(file, Map.of(), null).problems();
        assertThat(problems).as(line).hasSize(1);
        List<MatchResult> names = Pattern.compile("known: ([^)]*)")
                .matcher(problems.get(0).rule())
                .results()
                .toList();
        return new TreeSet<>(List.of(names.get(0).group(1).split(", ")));
    }

    private static Set<String> keysOfSchema(String section) throws IOException {
        JsonNode schema = section.isEmpty() ? schema() : schema().at("/$defs/" + section);
        Set<String> keys = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        schema.path("anyOf")
                .forEach(form -> form.path("properties").fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> all = new TreeSet<>();
        Stream.of(sets).forEach(all::addAll);
        return all;
    }

    private static JsonNode schema() throws IOException {
        return new ObjectMapper().readTree(Files.readString(CONF.resolve("schema.json")));
    }

    private static JsonNode tree(String yaml) {
        LoadSettings core = LoadSettings.builder().setSchema(new CoreSchema()).build();
        return new ObjectMapper().valueToTree(new Load(core).loadFromString(yaml));
    }
}
