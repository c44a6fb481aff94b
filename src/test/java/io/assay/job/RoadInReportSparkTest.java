package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.AssayExtensions;
import io.assay.spark.Sessions;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.CoalesceExec;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scala.runtime.AbstractFunction1;

/** Whoever reads a report sees by which road the rows came, and why not by a faster one; the numbers are the same. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class RoadInReportSparkTest {

    private static final String MET = "; brought together by id in a shuffle";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void write(SparkSession spark) {
        var rows = spark.range(0, 300, 1, 2)
                .selectExpr(
                        "CAST(id AS STRING) AS id",
                        "explode(array('a', 'b')) AS version",
                        "CAST(id % 2 AS DOUBLE) AS label",
                        "(id * 37 % 101) / 101D AS prediction",
                        "concat('kind ', id % 3) AS kind");
        rows.write().option("header", true).csv(folder.resolve("rows csv").toString());
        rows.write().parquet(folder.resolve("rows parquet").toString());
    }

    private Evaluator.Outcome evaluate(SparkSession spark, String format) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve(format + ".yaml"),
                """
                evaluation: road
                input: {format: %s, path: "rows %s"%s}
                columns: {id: id, version: version, label: label, prediction: prediction}
                baseline: a
                losses: [brier_loss]
                slices: [kind]
                output: {formats: [html, csv]}
                """
                        .formatted(format, format, format.equals("csv") ? ", options: {header: true}" : ""));
        Map<String, String> output = Map.of("output.path", folder.resolve("out").toString());
        return new Evaluator(spark, ConfigurationReader.read(configuration, output, null), "test")
                .run(Evaluator.Overwrite.ALLOW);
    }

    private static List<String> told(Evaluator.Outcome outcome, String road) throws IOException {
        assertThat(Files.readString(Path.of(outcome.folder(), "report.html")))
                .contains("1 scan of the sources; " + road);
        assertThat(Contract.verdict(Path.of(outcome.folder()))
                        .at("/timings/road")
                        .asText())
                .startsWith(road);
        return Files.readAllLines(Path.of(outcome.folder(), "cost.csv"));
    }

    @Test
    void theReportTellsTheRoadAndEveryRoadGivesTheSameCosts(SparkSession spark) throws IOException {
        List<String> batches = told(evaluate(spark, "parquet"), "read in batches of columns" + MET);
        List<String> rows =
                told(evaluate(spark, "csv"), "read as rows, since the source gives rows, not batches" + MET);
        assertThat(rows).isEqualTo(batches).hasSizeGreaterThan(8);
    }

    /** Puts a node of its own over a scan, as plugins put theirs in its place. */
    private static final class Plugin extends Rule<SparkPlan> {
        @Override
        public SparkPlan apply(SparkPlan plan) {
            if (plan instanceof FileSourceScanExec) {
                return new CoalesceExec(1, plan);
            }
            return (SparkPlan) plan.mapChildren(new AbstractFunction1<SparkPlan, SparkPlan>() {
                @Override
                public SparkPlan apply(SparkPlan child) {
                    return Plugin.this.apply(child);
                }
            });
        }
    }

    @Test
    void underAColumnarPluginRowsComeAsRowsAndTheReportSaysSo(SparkSession spark) throws IOException {
        List<String> batches = told(evaluate(spark, "parquet"), "read in batches of columns" + MET);
        SparkSession plugged = Sessions.with(extensions -> {
            new AssayExtensions().apply(extensions);
            extensions.injectColumnar(new AbstractFunction1<>() {
                @Override
                public ColumnarRule apply(SparkSession session) {
                    return new ColumnarRule() {
                        @Override
                        public Rule<SparkPlan> preColumnarTransitions() {
                            return new Plugin();
                        }
                    };
                }
            });
        });
        assertThat(told(evaluate(plugged, "parquet"), "read as rows, since the plan has a Coalesce" + MET))
                .isEqualTo(batches);
    }
}
