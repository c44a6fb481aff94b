package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.input.AddedVersion;
import io.assay.loss.Catalogue;
import io.assay.report.TrivialPredictor.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
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
    @EnumSource(value = Form.class, mode = EnumSource.Mode.EXCLUDE, names = "VALUE")
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
                "{trivial: value}|unknown",
                "{trivial: {value: []}}|must be a number, a class, or a list of numbers",
                "{trivial: {value: [1, x]}}|must be a list of numbers",
                "{trivial: {value: {a: 1}}}|must be a number, a class, or a list of numbers",
                "{trivial: {valeu: 1}}|unknown key",
                "{trivial: {}}|is missing: what is predicted for every row",
                "{trivial: {value: 1}, time: day}|means nothing beside trivial: {value: …}:",
                "{trivial: {value: 1}, frozen: true}|means nothing beside trivial: {value: …}:",
                "{trivial: last, time: day, frozen: true}|means nothing beside trivial: last:",
                "{trivial: mean, frozen: maybe}|unknown",
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
                "{id: d, group: q, version: v, label: y, prediction: p}|has no prediction for rankings, since only a model says which documents it returns",
            })
    void whatItCannotBeMadeOfIsRefusedBeforeAnythingIsRead(String columns, String rule) throws IOException {
        assertThat(rules(columns, "[lite, trivial]")).singleElement().asString().contains(rule);
        assertThat(rules(columns, "lite")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0.5|0.5", "-3|-3", "cat|cat", "true|true", "'0x1F'|0x1F"})
    void aValueIsKeptAsItIsWritten(String written, String text) throws IOException {
        Configuration configuration = read(LONG, "[lite, {trivial: {value: " + written + "}}]");
        assertThat(configuration.problems()).isEmpty();
        TrivialBaseline trivial = configuration.trivial().orElseThrow();
        assertThat(trivial.form()).contains(Form.VALUE);
        assertThat(trivial.value()).contains(new AddedVersion.SameClass(text));
        assertThat(trivial.given().orElseThrow().words()).containsExactly("value: " + text);
        assertThat(read(LONG, "{trivial: {value: [0.25, 0.75]}}")
                        .trivial()
                        .orElseThrow()
                        .value())
                .contains(new AddedVersion.SameNumbers(List.of(0.25, 0.75)));
    }

    /** A value needs no label, but a row of every example. */
    @Test
    void aValueAsksForLess() throws IOException {
        String value = "{trivial: {value: 1}}";
        assertThat(rules("{id: i, version: v, prediction: p}", value)).isEmpty();
        assertThat(rules("{version: v, label: y, prediction: p}", value)).isNotEmpty();
    }

    @Test
    void aSequenceOfLooksFreezesIt() throws IOException {
        String sequential = "compare: {sequential: true}";
        for (String baseline : List.of("trivial", "{trivial: majority}", "{trivial: mean, frozen: true}")) {
            Configuration configuration = read(LONG, baseline, sequential);
            assertThat(configuration.problems()).isEmpty();
            assertThat(configuration.trivial().orElseThrow().isFrozen(configuration.compare()))
                    .isTrue();
        }
        for (String baseline : List.of("{trivial: {value: 1}}", "{trivial: last, time: day}")) {
            Configuration configuration = read(LONG, baseline, sequential);
            assertThat(configuration.problems()).isEmpty();
            assertThat(configuration.trivial().orElseThrow().isFrozen(configuration.compare()))
                    .isFalse();
        }
        Configuration plain = read(LONG, "trivial");
        assertThat(plain.trivial().orElseThrow().isFrozen(plain.compare())).isFalse();
        assertThat(rules(LONG, "{trivial: mean, frozen: false}", sequential))
                .singleElement()
                .asString()
                .contains("leave frozen: false out");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, double, true",
        "3, int, true",
        "x, int, false",
        "1e400, double, false",
        "x, string, true",
        "TRUE, boolean, true",
        "2, boolean, false",
        "0.5, date, false",
        "3, array<double>, false"
    })
    void aValueHasToFitWhatIsPredicted(String value, String type, boolean fits) {
        TrivialBaseline given = new TrivialBaseline(
                Optional.of(Form.VALUE),
                List.of(),
                Optional.empty(),
                Optional.of(new AddedVersion.SameClass(value)),
                Optional.empty());
        assertThat(given.check(DataTypes.DateType, DataType.fromDDL(type)).isEmpty())
                .isEqualTo(fits);
        TrivialBaseline many = new TrivialBaseline(
                Optional.of(Form.VALUE),
                List.of(),
                Optional.empty(),
                Optional.of(new AddedVersion.SameNumbers(List.of(1.0))),
                Optional.empty());
        assertThat(many.check(DataTypes.DateType, DataType.fromDDL(type)).isEmpty())
                .isEqualTo(type.startsWith("array"));
    }

    @Test
    void absoluteLossesAreThoseWhoseMeanIsLeastAtTheMedian() throws IOException {
        Catalogue catalogue = Catalogue.standard();
        List<String> absolute = List.of("absolute_error", "mae", "wape", "{loss: l1, aggregate: sum}");
        List<String> others = List.of(
                "squared_error", "rmse", "medae", "max_error", "{loss: mae, aggregate: median}", "{name: x, sql: p}");
        for (String loss : absolute) {
            assertThat(AbsoluteLosses.contains(catalogue, loss(loss))).as(loss).isTrue();
        }
        for (String loss : others) {
            assertThat(AbsoluteLosses.contains(catalogue, loss(loss))).as(loss).isFalse();
        }
    }

    private Configuration.LossEntry loss(String written) throws IOException {
        Path file = Files.write(
                folder.resolve("l.yaml"),
                List.of("input: {path: a}", "columns: " + LONG, "baseline: lite", "losses: [" + written + "]"));
        return ConfigurationReader.read(file, Map.of(), null).losses().get(0);
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
        schema.at("/$defs/trivial/properties/trivial/anyOf/0/enum").forEach(form -> forms.add(form.asText()));
        assertThat(forms)
                .containsExactly(Arrays.stream(Form.values())
                        .filter(form -> form != Form.VALUE)
                        .map(Form::text)
                        .toArray(String[]::new));
        List<String> inner = new ArrayList<>();
        schema.at("/$defs/trivial/properties/trivial/anyOf/1/properties")
                .fieldNames()
                .forEachRemaining(inner::add);
        assertThat(inner).containsExactly(Form.VALUE.text());
    }
}
