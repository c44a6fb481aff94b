package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.Comparison;
import io.assay.comparison.Objective;
import io.assay.cost.Penalty;
import io.assay.report.ConsoleSummary;
import io.assay.report.Evaluation;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Penalties from files, from the configuration and from saved models, beside the costs of rows. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class PenaltiesSparkTest {

    private static final String PLAIN =
            """
            input: {path: rows.csv}
            columns: {id: id, version: version, label: label, prediction: prediction}
            baseline: a
            losses: [squared_error, rmse]
            limits: {quarantined: 1, unscored: 1, unpaired: 1}
            """;

    @TempDir
    Path folder = Path.of("");

    /** The squared errors of a, b and "c|" are 0.25 and 0, 0.0625 and 0.25, 1 and 1, in turns. */
    @BeforeEach
    void rows() throws IOException {
        List<String> records = new ArrayList<>(List.of("id,version,label,prediction"));
        for (int i = 0; i < 40; i++) {
            records.add(i + ",a,1," + (i % 2 == 0 ? 0.5 : 1));
            records.add(i + ",b,1," + (i % 2 == 0 ? 0.75 : 0.5));
            records.add(i + ",c|,1,0");
        }
        Trial.write(folder, "rows.csv", records.toArray(String[]::new));
        Files.createDirectories(folder.resolve("weights"));
        Trial.write(folder, "weights/a.json", "{\"x1\": 1, \"x2\": [-2, 0]}");
    }

    /** l2: 0.5·(1 + 4) = 2.5 for a, 0.5·4 = 2 for b; l1: 0.25·3 = 0.75 for a, 0.25·2 = 0.5 for b. */
    @Test
    void aPenaltyStandsBesideTheCostsAndMovesTheirDifference() throws IOException {
        Evaluation evaluation = Runs.text(
                folder,
                PLAIN + "penalties: {l1: 0.25, l2: 0.5, coefficients: {a: weights/a.json, b: [2], gone: [1]}}\n");
        assertThat(evaluation.composition().penalties())
                .containsExactly(
                        new Penalty("a", 3, 2, 0.75, 2.5, Double.NaN, 3.25),
                        new Penalty("b", 1, 1, 0.5, 2, Double.NaN, 2.5),
                        new Penalty("gone", 1, 1, 0.25, 0.5, Double.NaN, 0.75));
        assertThat(evaluation.notes()).contains("Coefficients are declared for gone, which has no rows.");
        Comparison cost = Runs.comparison(evaluation, io.assay.dimension.Cell.ALL, "b", "squared_error");
        List<Objective> objectives = evaluation.composition().objectives();
        assertThat(objectives).extracting(Objective::modelVersion).containsExactly("a", "b", "c|");
        assertThat(objectives).extracting(Objective::loss).containsOnly("squared_error");
        assertThat(objectives.get(0).objective()).isEqualTo(0.125 + 3.25);
        assertThat(objectives.get(1))
                .isEqualTo(new Objective(
                        "squared_error",
                        "b",
                        0.15625,
                        2.5,
                        2.65625,
                        "a",
                        0.03125,
                        -0.75,
                        -0.71875,
                        cost.lower() - 0.75,
                        cost.upper() - 0.75));
        assertThat(objectives.get(2).objective()).isNaN();
        assertThat(evaluation.provenance().scans()).isEqualTo(1);
        assertThat(evaluation.provenance().inputs())
                .extracting(input -> Path.of(input.path()).getFileName().toString())
                .containsExactly("rows.csv", "a.json");
        reportsTellThem(evaluation);
    }

    private void reportsTellThem(Evaluation evaluation) throws IOException {
        Path result = folder.resolve("out/evaluation=evaluation/run_date=undated");
        JsonNode verdict = Contract.verdict(result);
        assertThat(verdict.get("penalties")).hasSize(3);
        assertThat(verdict.get("objectives").get(1).get("objective").asDouble()).isEqualTo(2.65625);
        assertThat(Contract.dataFiles(result)).contains("penalty.csv", "objective.csv", "report.json");
        assertThat(Files.readAllLines(result.resolve("penalty.csv")))
                .containsExactly(
                        "evaluation,run_date,model_version,coefficients,nonzero_coefficients,l1,l2,elastic_net,penalty",
                        "evaluation,undated,a,3,2,0.75,2.5,,3.25",
                        "evaluation,undated,b,1,1,0.5,2.0,,2.5",
                        "evaluation,undated,gone,1,1,0.25,0.5,,0.75");
        assertThat(Contract.table(folder.resolve("out"), "objective").count()).isEqualTo(3);
        assertThat(ConsoleSummary.of(evaluation, "out", ConsoleSummary.Colour.NEVER))
                .contains("a  3.250 (l1 0.7500, l2 2.500); 3 coefficients, 2 not 0")
                .contains("c|  none declared")
                .contains("squared_error + penalty of b: 2.656, -0.7188 [");
        assertThat(Files.readString(result.resolve("summary.md")))
                .contains("| c\\| | none declared |")
                .contains("| squared_error | b | 0.156 | 2.500 | 2.656 | a | \u22120.7188 |");
        assertThat(Files.readString(result.resolve("report.html")))
                .contains("<bdi>c|</bdi></th><td class=\"number\"><b>none declared</b>");
    }

    /** y = 1 + 2·x₁ − 3·x₂ exactly; and of x = 0 one in four is positive, of x = 1 three: a slope of 2·ln 3, −ln 3 at 0. */
    @Test
    void theCoefficientsOfASavedModelAreThoseItWasFittedTo() throws IOException {
        SparkSession spark = SharedSession.session();
        Dataset<Row> line = spark.sql("SELECT x1, x2, 1 + 2 * x1 - 3 * x2 AS label FROM VALUES"
                + " (0D, 0D), (1D, 0D), (0D, 1D), (1D, 1D), (2D, 1D) AS t(x1, x2)");
        new Pipeline()
                .setStages(new PipelineStage[] {
                    new VectorAssembler()
                            .setInputCols(new String[] {"x1", "x2"})
                            .setOutputCol("features"),
                    new LinearRegression()
                })
                .fit(line)
                .save(folder.resolve("line").toString());
        Dataset<Row> odds = new VectorAssembler()
                .setInputCols(new String[] {"x"})
                .setOutputCol("features")
                .transform(spark.sql("SELECT x, label FROM VALUES (0D, 1D), (0D, 0D), (0D, 0D), (0D, 0D),"
                        + " (1D, 1D), (1D, 1D), (1D, 1D), (1D, 0D) AS t(x, label)"));
        new LogisticRegression()
                .setTol(1e-12)
                .fit(odds)
                .save(folder.resolve("odds").toString());
        Evaluation evaluation = Runs.text(
                folder,
                PLAIN.replace("limits:", "output: {formats: []}\nlimits:") + "penalties: {l1: 1, coefficients: {a:"
                        + " {mllib-model: line}, b: {mllib-model: odds, intercept: true}}}\n");
        List<Penalty> penalties = evaluation.composition().penalties();
        assertThat(penalties).extracting(Penalty::coefficients).containsExactly(2L, 2L);
        assertThat(penalties.get(0).total()).isCloseTo(5, within(1e-9));
        assertThat(penalties.get(1).total()).isCloseTo(3 * Math.log(3), within(1e-6));
    }

    @Test
    void everythingThatIsWrongWithCoefficientsIsToldAtOnce() throws IOException {
        Trial.write(folder, "weights/b.json", "[1, NaN]");
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> Runs.text(
                        folder,
                        PLAIN + "penalties: {l2: 1, coefficients: {a: weights/none.json, b: weights/b.json, 'c|':"
                                + " {mllib-model: empty}}}\n"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("penalties.coefficients.a: weights/none.json: no such file; looked in [")
                .hasMessageContaining("penalties.coefficients.b: weights/b.json: coefficient 2 is NaN")
                .hasMessageContaining("penalties.coefficients.c|: empty: is no saved model");
    }
}
