package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.SchemaCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Holds the reader of curves, {@code conf/curves-reference.yaml} and {@code conf/curves.schema.json} against each other. */
class CurveReferenceTest {

    private static final Path CONF = Path.of("conf");
    private static final String LEAST = "input: {path: a}\ncolumns: {step: s, value: v}\n";

    @TempDir
    Path folder = Path.of("");

    /** The configurations of curves among the examples. */
    static List<Path> examples() {
        return List.of(CONF.resolve("curves-reference.yaml"), CONF.resolve("training-curves.yaml"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAcceptedByTheReaderAndFitsTheSchema(Path example) throws IOException {
        assertThat(CurveReader.read(example, Map.of(), null).problems()).isEmpty();
        assertThat(new SchemaCheck(schema()).problems(tree(Files.readString(example))))
                .isEmpty();
    }

    @Test
    void everyKeyThatTheReaderKnowsStandsInTheReferenceAndInTheSchema() throws IOException {
        String reference = Files.readString(CONF.resolve("curves-reference.yaml"));
        Map<String, Set<String>> known = Map.of(
                "", known("zzzzzz: 1"),
                "columns", known("columns: {step: s, value: v, zzzzzz: 1}"),
                "wide", known("columns: {step: s, wide: {loss: {train: a, zzzzzz: 1}}}"),
                "curves", known("curves: {zzzzzz: 1}"),
                "metric", known("curves: {metrics: {loss: {zzzzzz: 1}}}"),
                "gate", known("gates: [{require: plateau, zzzzzz: 1}]"),
                "limits", known("limits: {zzzzzz: 1}"),
                "output", known("output: {zzzzzz: 1}"));
        known.forEach((section, keys) -> {
            assertThat(keysOfSchema(section)).as("schema of " + section).isEqualTo(keys);
            assertThat(keys).as("keys of " + section).allMatch(key -> Pattern.compile("(?m)(^[ #-]*|[{ ,])" + key + ":")
                    .matcher(reference)
                    .find());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slcies: []",
                "losses: [x]",
                "curves: {patience: 0}",
                "curves: {patience: few}",
                "curves: {min-delta: -1}",
                "curves: {smoothing: 1}",
                "curves: {plateau: 0}",
                "curves: {gap: 0}",
                "curves: {metrics: {accuracy: up}}",
                "curves: {metrics: {accuracy: {direction: up}}}",
                "gates: [{require: perfection}]",
                "gates: [{at-most: much}]",
                "limits: {points: 0}",
                "limits: {quarantined: 2}",
                "output: {formats: [pdf]}"
            })
    void theReaderAndTheSchemaRefuse(String wrong) throws IOException {
        assertThat(problems(LEAST + wrong)).as(wrong).hasSize(1);
        assertThat(new SchemaCheck(schema()).problems(tree(LEAST + wrong))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curves: {metric: acc, metrics: {accuracy: higher}}",
                "curves: {train: [a, b], validation: [b]}",
                "curves: {predict-at: [100]}",
                "gates: [{hard: true}]",
                "gates: [{require: plateau, at-most: 1}]",
                "gates: [{metric: los, at-most: 1}]\ncurves: {metrics: {loss: lower}}"
            })
    void theReaderRefusesWhatDoesNotFitTogether(String wrong) throws IOException {
        assertThat(problems(LEAST + wrong)).as(wrong).hasSize(1);
    }

    @Test
    void problemsAreToldWithFileLineKeyAndTheNearestName() throws IOException {
        List<Problem> problems = problems(LEAST + "curves:\n  patiense: 3\n");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString())
                .contains("curves.yaml:4: curves.patiense: 3: unknown key (did you mean patience?");
    }

    @Test
    void wideColumnsTakeTheirPlaceAndStandAlone() throws IOException {
        assertThat(problems("input: {path: a}\ncolumns: {step: s, wide: {loss: {train: a, validation: b}}}\n"))
                .isEmpty();
        assertThat(problems("input: {path: a}\ncolumns: {step: s, value: v, wide: {loss: {train: a}}}\n"))
                .hasSize(1);
        assertThat(problems("input: {path: a}\ncolumns: {step: s, wide: {loss: {}}}\n"))
                .hasSize(1);
        assertThat(problems("input: {path: a}\ncolumns: {value: v}\n")).hasSize(1);
    }

    private List<Problem> problems(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("curves.yaml"), yaml);
        return CurveReader.read(file, Map.of(), null).problems();
    }

    private Set<String> known(String line) {
        try {
            String rest = line.startsWith("columns") ? "input: {path: a}\n" : LEAST;
            List<Problem> problems = problems(rest + line);
            assertThat(problems).as(line).hasSize(1);
            List<MatchResult> names = Pattern.compile("known: ([^)]*)")
                    .matcher(problems.get(0).rule())
                    .results()
                    .toList();
            return new TreeSet<>(List.of(names.get(0).group(1).split(", ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> keysOfSchema(String section) {
        Set<String> keys = new TreeSet<>();
        JsonNode schema = section.isEmpty() ? schema() : schema().at("/$defs/" + section);
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        schema.path("anyOf")
                .forEach(form -> form.path("properties").fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    private static JsonNode schema() {
        try {
            return new ObjectMapper().readTree(Files.readString(CONF.resolve("curves.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String yaml) {
        LoadSettings core = LoadSettings.builder().setSchema(new CoreSchema()).build();
        return new ObjectMapper().valueToTree(new Load(core).loadFromString(yaml));
    }
}
