package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.input.InputException;
import io.assay.spark.ScanCounter;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
@ExtendWith(SharedSession.class)
class ExplainSparkTest {

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "midterms-2018",
                "human-vs-dnn",
                "gsm8k-solutions",
                "flusight-2021-22",
                "trec-ranking",
                "gsm8k-grades",
                "reference"
            })
    void nothingIsReadBeyondTheHeaders(String example, @TempDir Path out) throws Exception {
        SparkSession spark = SharedSession.session();
        Configuration configuration = ConfigurationReader.read(
                Path.of("conf/" + example + ".yaml"),
                Map.of("output.path", out.resolve("x").toString()),
                null);
        try (ScanCounter counter = ScanCounter.on(spark)) {
            assertThat(Explanation.of(spark, configuration)).hasSizeGreaterThan(6);
            // Spark takes the names of undeclared columns from the first line, which it reads in small batches.
            assertThat(counter.rowsRead()).isLessThan(100);
        }
        assertThat(out.resolve("x")).doesNotExist();
    }

    @Test
    void whatWouldBeReadComputedAndWrittenIsSaid(SparkSession spark) throws IOException {
        List<String> lines = Explanation.of(
                spark, ConfigurationReader.read(Path.of("conf/midterms-2018.yaml"), Map.of(), "2018-11-06"));
        long bytes = Files.size(Path.of("data-samples/midterms_2018/forecast_results_2018.csv"));
        assertThat(lines)
                .contains(
                        "Evaluation  midterms-2018, run date 2018-11-06",
                        "Reads       once",
                        String.format(
                                "              csv  data-samples/midterms_2018/forecast_results_2018.csv"
                                        + " (1 file, %,d bytes), where uncalled = 0",
                                bytes),
                        "Compares    every other version with [lite], paired by [race], α = 0.05",
                        "Metrics     accuracy, precision, recall, f1, roc_auc",
                        "By          [branch] × version × slice: all, category, close race",
                        "Gates       hard  binary_cross_entropy on all, margin 0.002",
                        "            soft  binary_cross_entropy on all in branch=*, margin 0.01",
                        "Writes      out/evaluation=midterms-2018/run_date=2018-11-06: parquet, csv, json, markdown, html,"
                                + " junit")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Losses      binary_cross_entropy: mean of try_binary_cross_entropy(")
                        .endsWith("lower is better"));
    }

    @Test
    void joinsClustersQuantilesAndDefaultsAreSaid(SparkSession spark) throws IOException {
        Trial.write(folder, "p.csv", "id,version,prediction,user", "1,a,0.5,u", "1,b,0.5,u");
        Trial.write(folder, "l.csv", "id,label", "1,1");
        Path file = Files.writeString(
                folder.resolve("joined.yaml"),
                """
                predictions: {path: p.csv, options: {header: true}}
                labels: {path: l.csv, options: {header: true}}
                columns: {id: id, version: version, label: label, prediction: prediction, cluster: user}
                baseline: a
                candidates: [b]
                slices: [{column: prediction, quantiles: 4}]
                losses: [{name: bias, sql: label - prediction, direction: none}, squared_error]
                """);
        List<String> lines = Explanation.of(spark, ConfigurationReader.read(file, Map.of(), null));
        assertThat(lines)
                .contains(
                        "Evaluation  joined, run date undated",
                        "Reads       once, and before that for the edges of quantiles unless they are frozen",
                        "            joined by [id] with the labels in",
                        "Compares    [b] with [a], paired by [id], clustered by user, α = 0.05",
                        "Losses      bias: mean of label - prediction, neither way is better",
                        "Gates       hard  squared_error on all, margin 1 % of the baseline's cost");
    }

    @Test
    void thatAllRunDatesAreComparedIsSaidOrRefused(SparkSession spark) throws IOException {
        Trial.write(folder, "rows.csv", "id,version,label,prediction");
        Path file = Files.writeString(folder.resolve("daily.yaml"), Trial.PLAIN + "compare: {sequential: true}\n");
        assertThat(Explanation.of(spark, ConfigurationReader.read(file, Map.of(), "2026-01-01")))
                .contains(
                        "Compares    every other version with [a], paired by [id], all run dates so far together, α = 0.05");
        assertThatThrownBy(() -> Explanation.of(spark, ConfigurationReader.read(file, Map.of(), null)))
                .isInstanceOf(BadArgumentsException.class)
                .hasMessageContaining("--run-date");
    }

    @Test
    void problemsAreThoseOfAnEvaluation(SparkSession spark) throws IOException {
        Trial.write(folder, "rows.csv", "id,version,label,prediction");
        Path file = Files.writeString(
                folder.resolve("bad.yaml"),
                Trial.PLAIN.replace("label: label", "label: lable").replace("squared_error", "sqared_error"));
        assertThatThrownBy(
                        () -> Explanation.of(spark, ConfigurationReader.read(file, Map.of("compare.alpha", "9"), null)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Invalid configuration, 3 problems:")
                .hasMessageContaining("--set compare.alpha: compare.alpha: 9: must be > 0 and < 0.5")
                .hasMessageContaining("bad.yaml:2: columns.label: lable: unknown column (did you mean label?")
                .hasMessageContaining("bad.yaml:4: losses: sqared_error: unknown loss (did you mean squared_error");
        Path missing =
                Files.writeString(folder.resolve("missing.yaml"), Trial.PLAIN.replace("rows.csv", "nowhere.csv"));
        assertThatThrownBy(() -> Explanation.of(spark, ConfigurationReader.read(missing, Map.of(), null)))
                .isInstanceOf(InputException.class);
    }
}
