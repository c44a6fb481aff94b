package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.assay.input.InputException;
import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations that do not fit their data: told before anything is read, all of it at once. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class BadConfigurationSparkTest {

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void writeRows() throws IOException {
        Trial.write(folder, "rows.csv", "id,version,label,prediction,the branch", "1,a,1,0.5,House", "1,b,1,0.5,House");
    }

    @Test
    void tenMistakesAreToldAtOnceWithPlaceKeyValueRuleAndNearestName(SparkSession spark) throws Exception {
        String yaml =
                """
                input:
                  format: csv
                  path: rows.csv
                  options: {header: true}
                  were: label = 1
                columns:
                  id: [idd]
                  version: version
                  label: lable
                  prediction: prediction
                  partition: [the brunch]
                baseline: a
                slices: [vesion]
                losses:
                  - binary_cros_entropy
                  - huber(detla=1)
                  - huber(delta=-1)
                  - {name: own, sql: "label - missing"}
                  - squared_error
                gates:
                  - {loss: squared_eror}
                  - {loss: squared_error, slice: "versio=*"}
                compare: {alpha: 5}
                """;
        InvalidConfigurationException refused;
        try (ScanCounter counter = ScanCounter.on(spark)) {
            refused = catchThrowableOfType(InvalidConfigurationException.class, () -> Trial.of(folder, yaml));
            assertThat(counter.rowsRead()).isLessThanOrEqualTo(2);
        }
        String known = "(known: id, label, prediction, 'the branch', version)";
        assertThat(String.valueOf(refused.getMessage()).lines().map(line -> line.replace(folder + "/", "")))
                .containsExactly(
                        "Invalid configuration, 12 problems:",
                        "  evaluation.yaml:5: input.were: label = 1: unknown key (did you mean where? known: format, options,"
                                + " path, query, schema, table, where)",
                        "  evaluation.yaml:6: columns.id: idd: unknown column "
                                + known.replace("(", "(did you mean id? "),
                        "  evaluation.yaml:6: columns.label: lable: unknown column "
                                + known.replace("(", "(did you mean label? "),
                        "  evaluation.yaml:6: columns.partition: the brunch: is no valid SQL over these columns "
                                + known.replace("(", "(did you mean 'the branch'? "),
                        "  evaluation.yaml:13: slices: vesion: unknown column "
                                + known.replace("(", "(did you mean version? "),
                        "  evaluation.yaml:15: losses: binary_cros_entropy: unknown loss (did you mean binary_cross_entropy,"
                                + " binary_focal_loss, poly1_cross_entropy?)",
                        "  evaluation.yaml:16: losses: huber(detla=1): unknown parameter detla (did you mean delta? known: delta)",
                        "  evaluation.yaml:17: losses: huber(delta=-1): delta must be > 0 and finite",
                        "  evaluation.yaml:18: losses: label - missing: unknown column missing " + known,
                        "  evaluation.yaml:21: gates.loss: squared_eror: unknown (did you mean squared_error? known:"
                                + " binary_cros_entropy, huber(delta=-1), huber(detla=1), own, squared_error)",
                        "  evaluation.yaml:22: gates.slice: versio=*: unknown (did you mean vesion=*? known: all, vesion=*)",
                        "  evaluation.yaml:23: compare.alpha: 5: must be > 0 and < 0.5");
    }

    /** A change of the plain configuration, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "label: label|label: struct(label)|columns.label: struct(label): is struct<label:string>; must be a number, a text",
                "label: label|label: max(label)|columns.label: max(label): is no valid SQL over these columns",
                "label: label|label: explode(array(label))|columns.label: explode(array(label)): is no valid SQL",
                "label: label|label: '*'|columns.label: *: is no valid SQL",
                "label: label|label: label x|columns.label: label x: is no valid SQL",
                "label: label|label: ''|columns.label: \"\": is no valid SQL",
                "label: label|label: nofunction(label)|columns.label: nofunction(label): is no valid SQL over these columns",
                "label: label|label: label, weight: array(1)|columns.weight: array(1): is array<int>; must be a number",
                "prediction: prediction|prediction: 'map(1, 2)'|columns.prediction: map(1, 2): is map<int,int>; must be",
                "version: version|model-version: version|columns.model-version: version: unknown key",
                "prediction: prediction|weight: prediction|losses: binary_cross_entropy: needs a prediction",
                "{header: true}}|{header: true}, where: label}|input.where: label: is string; must be true or false",
                "{header: true}}|{header: true}, where: count(1) > 0}|input.where: count(1) > 0: is no valid SQL",
                "[binary_cross_entropy, squared_error]|[{name: s, sql: array(1)}]|losses: array(1): is array<int>; must be a number",
                "[binary_cross_entropy, squared_error]|[rsme]|losses: rsme: unknown loss (did you mean rmse",
                "[binary_cross_entropy, squared_error]|[{name: x, loss: huber, aggregate: avg}]|losses: huber: Unknown aggregate: avg",
                "[binary_cross_entropy, squared_error]|[huber(delta=wide)]|losses: huber(delta=wide): delta must be a number",
                "[binary_cross_entropy, squared_error]|[huber(delta=null)]|losses: huber(delta=null): delta must not be null",
                "[binary_cross_entropy, squared_error]|[exact_match_error(normalisation=upper)]|normalisation must be one of",
                "[binary_cross_entropy, squared_error]|[{loss: huber, arguments: {dleta: 1}}]|losses: huber: unknown argument dleta",
                "[binary_cross_entropy, squared_error]|[{loss: huber, arguments: {delta: nix}}]|losses.huber.arguments.delta: nix: unknown column",
                "[binary_cross_entropy, squared_error]|[{loss: huber, prediction: nix}]|losses.huber.prediction: nix: unknown column",
                "[binary_cross_entropy, squared_error]|[mean_squared_error_vec]|losses: mean_squared_error_vec: does not fit these columns",
                "[binary_cross_entropy, squared_error]|[weighted_interval_score]|losses: weighted_interval_score: needs median",
                "output:|metrics: [roc_auc]\\noutput:|",
                "output:|slices: [{column: array(1), bins: [1]}]\\noutput:|slices: array(1): is array<int>; must be a number",
                "output:|slices: [{name: n, where: label}]\\noutput:|slices.where: label: is string; must be true or false",
                "output:|gates: [{loss: squared_error, partition: 'x=1'}]\\noutput:|gates.partition: x=1: unknown (known: all)",
                "output:|slices: [label]\\ngates: [{loss: squared_error, slice: 'label=1'}]\\noutput:|",
            })
    void whatDoesNotFitIsRefusedBeforeItIsRead(String part, String replacement, String problem) throws IOException {
        String yaml = Trial.PLAIN.replace(part, replacement.replace("\\n", "\n"));
        assertThat(yaml).isNotEqualTo(Trial.PLAIN);
        if (problem == null) {
            assertThat(Trial.of(folder, yaml).rows().evaluated()).isEqualTo(2);
        } else {
            InvalidConfigurationException refused =
                    catchThrowableOfType(InvalidConfigurationException.class, () -> Trial.of(folder, yaml));
            assertThat(refused).as(yaml).isNotNull();
            assertThat(refused).hasMessageContaining(problem);
        }
    }

    @Test
    void aMetricThatNeedsOtherColumns(SparkSession spark) throws IOException {
        spark.sql(
                        "SELECT 1 AS id, v AS version, 0 AS label, array(0.5D, 0.5D) AS prediction FROM VALUES ('a'), ('b') AS t(v)")
                .write()
                .parquet(folder.resolve("rows").toString());
        String yaml = Trial.PLAIN
                .replaceFirst("\\{format.*", "{path: rows}")
                .replace("[binary_cross_entropy, squared_error]", "[sparse_categorical_cross_entropy]");
        assertThat(Trial.of(folder, yaml + "metrics: [accuracy, roc_auc]\n")
                        .rows()
                        .evaluated())
                .isEqualTo(2);
        assertThatThrownBy(() -> Trial.of(folder, yaml + "metrics: [accuracy, f1, precision]\n"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("metrics: f1: needs a single probability")
                .hasMessageContaining("metrics: precision: needs a single probability")
                .hasMessageContaining("average=macro")
                .hasMessageContaining("class_score(prediction, 1)");
    }

    @Test
    void sourcesThatCannotBeUnited(SparkSession spark) throws IOException {
        spark.sql("SELECT 1 AS id, 'a' AS version, 1D AS label, 0.5D AS prediction")
                .write()
                .parquet(folder.resolve("one").toString());
        spark.sql("SELECT struct(1) AS id, 'b' AS version, 1D AS label, 0.5D AS prediction")
                .write()
                .parquet(folder.resolve("two").toString());
        String yaml = Trial.PLAIN.replaceFirst("\\{format.*", "[{path: one}, {path: two}]");
        assertThatThrownBy(() -> Trial.of(folder, yaml))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("evaluation.yaml:1: input: cannot be brought into one shape");
    }

    @Test
    void aQueryThatIsNoQuery() {
        for (String query : List.of("SELEC 1", "DROP TABLE scores", "SELECT 1; SELECT 2")) {
            assertThatThrownBy(() -> Trial.of(
                            folder, Trial.PLAIN.replaceFirst("\\{format.*", "{format: sql, query: " + query + "}")))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("evaluation.yaml:1: input: " + query);
        }
    }

    @Test
    void aQueryAndATableAreRead(SparkSession spark) throws IOException {
        spark.sql("SELECT 1 AS id, v AS version, 1D AS label, 0.5D AS prediction FROM VALUES ('a'), ('b') AS t(v)")
                .createOrReplaceTempView("scores");
        String sql = "{format: sql, query: \"WITH s AS (SELECT * FROM scores) SELECT * FROM s -- all\"}";
        assertThat(Trial.of(folder, Trial.PLAIN.replaceFirst("\\{format.*", sql))
                        .rows()
                        .evaluated())
                .isEqualTo(2);
        assertThat(Trial.of(folder, Trial.PLAIN.replaceFirst("\\{format.*", "{table: scores}"))
                        .rows()
                        .evaluated())
                .isEqualTo(2);
        assertThatThrownBy(() -> Trial.of(folder, Trial.PLAIN.replaceFirst("\\{format.*", "{table: no_scores}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no_scores");
    }

    @Test
    void aMissingInputBesideOtherMistakesIsOneOfThem() {
        String yaml = Trial.PLAIN.replace("rows.csv", "nowhere.csv") + "slcies: [a]\n";
        assertThatThrownBy(() -> Trial.of(folder, yaml))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("2 problems")
                .hasMessageContaining("evaluation.yaml:1: input: nowhere.csv: Cannot read nowhere.csv")
                .hasMessageContaining("evaluation.yaml:7: slcies");
    }

    @Test
    void ofTwoLossesWithOneNameEachIsLookedAtOnce() throws IOException {
        Trial.write(folder, "rows.csv", "id,version,label,prediction", "1,a,1,0.5");
        String losses = "losses: [{name: x, sql: label}, {name: x, sql: missing * 2}, {name: y, sql: label}]";
        assertThatThrownBy(() -> Trial.of(folder, Trial.PLAIN.replaceFirst("losses: .*", losses)))
                .isInstanceOf(InvalidConfigurationException.class)
                .message()
                .satisfies(message -> assertThat(message.lines().skip(1))
                        .containsExactly(
                                "  " + folder
                                        + "/evaluation.yaml:4: losses.name: x: stands twice; give one another name:",
                                "  " + folder
                                        + "/evaluation.yaml:4: losses: missing * 2: unknown column missing (known: id,"
                                        + " label, prediction, version)"));
    }
}
