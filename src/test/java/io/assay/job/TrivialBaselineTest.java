package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.report.TrivialPredictor.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How the trivial predictor is asked for, and what its text alone shows to be wrong. */
class TrivialBaselineTest {

    private static final String LONG = "{id: i, version: v, label: y, prediction: p}";

    @TempDir
    private Path folder = Path.of("");

    private Configuration read(String columns, String baseline, String... more) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("input: {path: a}", "columns: " + columns, "baseline: " + baseline, "losses: [x]"));
        lines.addAll(List.of(more));
        return ConfigurationReader.read(Files.write(folder.resolve("e.yaml"), lines), Map.of(), null);
    }

    private List<String> rules(String columns, String baseline, String... more) throws IOException {
        return read(columns, baseline, more).problems().stream()
                .map(Problem::rule)
                .toList();
    }

    @Test
    void thePlainWordNeedsNothingElse() throws IOException {
        for (String baseline : List.of("trivial", "[lite, trivial, previous-run]")) {
            Configuration configuration = read(LONG, baseline);
            assertThat(configuration.problems()).isEmpty();
            assertThat(configuration.baselines()).contains("trivial");
            assertThat(configuration.trivial()).contains(TrivialBaseline.CHOSEN);
        }
        assertThat(read(LONG, "lite").trivial()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aMappingStatesTheForm(Form form) throws IOException {
        String time = form == Form.LAST ? ", series: [store, item], time: day" : "";
        Configuration configuration = read(LONG, "[lite, {trivial: " + form.text() + time + "}]");
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.baselines()).containsExactly("lite", "trivial");
        TrivialBaseline trivial = configuration.trivial().orElseThrow();
        assertThat(trivial.form()).isEqualTo(Optional.of(form));
        assertThat(trivial.time()).isEqualTo(form == Form.LAST ? Optional.of("day") : Optional.empty());
        assertThat(trivial.series()).isEqualTo(form == Form.LAST ? List.of("store", "item") : List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{trivial: means}|mean",
                "{trivial: last}|is missing: the column that orders a series",
                "{trivial: mean, time: day}|means nothing beside trivial: mean:",
                "{trivail: mean}|unknown key",
                "[trivial, {trivial: mean}]|trivial stands twice",
                "[[lite]]|must be a version",
            })
    void whatCannotBeMeantIsRefused(String baseline, String rule) throws IOException {
        assertThat(rules(LONG, baseline)).anyMatch(found -> found.contains(rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: i, version: v, prediction: p}|is made of labels: give columns.label",
                "{id: i, version: v, label: y}|in place of columns.prediction",
                "{id: i, version: v, label: y, prediction: {lower: a, upper: b}}|in place of columns.prediction",
                "{version: v, label: y, prediction: p}|known by columns.id",
                "{wide: {trivial: p, a: q}, label: y}|is a version under columns too",
                "{id: d, group: q, version: v, label: y, prediction: p}|has no prediction for rankings",
            })
    void whatItCannotBeMadeOfIsRefusedBeforeAnythingIsRead(String columns, String rule) throws IOException {
        assertThat(rules(columns, "[lite, trivial]")).singleElement().asString().contains(rule);
        assertThat(rules(columns, "lite")).isEmpty();
    }

    @Test
    void aSequenceOfLooksRefusesIt() throws IOException {
        assertThat(rules(LONG, "trivial", "compare: {sequential: true}"))
                .singleElement()
                .asString()
                .contains("cannot be compared under compare.sequential");
    }

    @Test
    void typesThatHaveNoBestGuessAreRefused() {
        var array = DataTypes.createArrayType(DataTypes.DoubleType);
        var boxes = DataTypes.createArrayType(array);
        assertThat(TrivialBaseline.CHOSEN.check(DataTypes.DoubleType, DataTypes.DoubleType))
                .isEmpty();
        assertThat(TrivialBaseline.CHOSEN.check(DataTypes.StringType, DataTypes.StringType))
                .isEmpty();
        assertThat(TrivialBaseline.CHOSEN.check(DataTypes.IntegerType, array)).isEmpty();
        assertThat(TrivialBaseline.CHOSEN.check(array, array)).isEmpty();
        assertThat(TrivialBaseline.CHOSEN.check(array, DataTypes.DoubleType)).isPresent();
        assertThat(TrivialBaseline.CHOSEN.check(boxes, boxes)).isPresent();
        assertThat(TrivialBaseline.CHOSEN.check(DataTypes.DateType, DataTypes.DoubleType))
                .isPresent();
        TrivialBaseline mean = new TrivialBaseline(Optional.of(Form.MEAN), List.of(), Optional.empty());
        TrivialBaseline shares = new TrivialBaseline(Optional.of(Form.SHARES), List.of(), Optional.empty());
        assertThat(mean.check(DataTypes.IntegerType, array).orElseThrow()).contains("give shares");
        assertThat(shares.check(DataTypes.IntegerType, DataTypes.DoubleType).orElseThrow())
                .contains("give mean, majority or last");
    }

    @Test
    void theSchemaHasTheKeysAndTheForms() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(Path.of("conf/schema.json")));
        List<String> keys = new ArrayList<>();
        schema.at("/$defs/trivial/properties").fieldNames().forEachRemaining(keys::add);
        assertThat(rules(LONG, "{trivial: mean, zzz: 1}"))
                .singleElement()
                .asString()
                .contains(keys);
        List<String> forms = new ArrayList<>();
        schema.at("/$defs/trivial/properties/trivial/enum").forEach(form -> forms.add(form.asText()));
        assertThat(forms)
                .containsExactly(Arrays.stream(Form.values()).map(Form::text).toArray(String[]::new));
    }
}
