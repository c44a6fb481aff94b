package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assay.comparison.Verdict;
import io.assay.curve.Diagnosis;
import io.assay.curve.Mark;
import io.assay.curve.State;
import io.assay.report.CommittedVerdict;
import io.assay.report.CurveResult;
import io.assay.report.CurveTable;
import io.assay.spark.SharedSession;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The curves of two networks from end to end, against what was published of them and computed elsewhere. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class TrainingCurvesSampleSparkTest {

    private static CurveResult result;
    private static Path folder;
    private static JsonNode expected;

    @BeforeAll
    static void run(@TempDir Path output) throws Exception {
        CurveConfiguration configuration =
                CurveReader.read(Path.of("conf/training-curves.yaml"), Map.of("output.path", output.toString()), null);
        CurveEvaluator.Outcome outcome =
                new CurveEvaluator(SharedSession.session(), configuration, "test").run(Evaluator.Overwrite.REFUSE);
        result = outcome.result();
        folder = Path.of(outcome.folder());
        try (InputStream in = Objects.requireNonNull(
                TrainingCurvesSampleSparkTest.class.getResourceAsStream("/samples/training_curves/expected.json"))) {
            expected = new ObjectMapper().readTree(in).get("resnet");
        }
    }

    private static Diagnosis diagnosis(String run, String metric) {
        return result.diagnosis(run, metric).orElseThrow();
    }

    @Test
    void theErrorsAreThePublishedOnes() {
        Sample.each(expected, (run, numbers) -> {
            Mark best = diagnosis(run, "accuracy").best().orElseThrow();
            assertThat(best.step()).isEqualTo(numbers.get("best_val_epoch").asDouble());
            assertThat(best.value()).isEqualTo(numbers.get("best_val_accuracy").asDouble());
            Sample.isPublished(
                    run,
                    100 * (1 - best.value()),
                    numbers.get("published_top1_error_pct").asText());
        });
        Sample.isPublished("resnet-164", 100 * (1 - best("resnet-164")), "4.68");
        Sample.isPublished("resnet-18", 100 * (1 - best("resnet-18")), "30.48");
    }

    private static double best(String run) {
        return diagnosis(run, "accuracy").best().orElseThrow().value();
    }

    @Test
    void theOtherMetricIsReadWhereThePrimaryOneIsBest() {
        Diagnosis other = diagnosis("resnet-18", "top_k_accuracy_5");
        Sample.isPublished("resnet-18", 100 * (1 - result.atPrimaryBest(other)), "10.92");
        assertThat(100 * (1 - other.best().orElseThrow().value()))
                .isCloseTo(expected.at("/resnet-18/best_top5_error_pct").asDouble(), within(1e-9));
    }

    @Test
    void theLastPointsAndTheNumberOfEpochsAreThoseOfTheLogs() {
        Sample.each(expected, (run, numbers) -> {
            Diagnosis diagnosis = diagnosis(run, "accuracy");
            assertThat(diagnosis.last().orElseThrow().value())
                    .isEqualTo(numbers.get("final_val_accuracy").asDouble());
            // The epoch that stands twice is set aside, both times.
            assertThat(diagnosis.validation().size())
                    .isEqualTo(numbers.get("n_val_points").asInt()
                            - 2 * numbers.get("duplicate_val_epochs").asInt());
        });
    }

    @Test
    void validationIsFarBehindTrainingAndTheGapIsSteady() {
        Diagnosis deep = diagnosis("resnet-164", "accuracy");
        assertThat(deep.overfitting().state()).isEqualTo(State.NOT_FOUND);
        assertThat(-deep.gap().orElseThrow().gap())
                .isCloseTo(
                        expected.at("/resnet-164/gap_train_minus_val_last_epoch")
                                .asDouble(),
                        within(0.002));
        assertThat(deep.gap().orElseThrow().alarm()).isFalse();
    }

    @Test
    void rowsOfTheResumedEpochAreSetAsideCountedAndNamed() {
        assertThat(result.account().read()).isEqualTo(14_741);
        assertThat(result.account().evaluated()).isEqualTo(14_539);
        assertThat(result.account().quarantined()).containsOnly(Map.entry(CurvePoints.DUPLICATE, 202L));
        assertThat(result.notes())
                .anyMatch(
                        note -> note.startsWith("202 points stand more than once at their step")
                                && note.contains(
                                        "resnet-18, accuracy, train, steps 97.01 to 97.5; resnet-18, accuracy, validation, step 98;"));
    }

    @Test
    void everyHardGatePasses() {
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.gates()).hasSize(8);
    }

    @Test
    void everyFileIsThereAndCommitted() throws Exception {
        JsonNode verdict = new ObjectMapper().readTree(Files.readString(folder.resolve("verdict.json")));
        assertThat(verdict.get("data_files")).hasSizeGreaterThanOrEqualTo(5);
        for (JsonNode file : verdict.get("data_files")) {
            assertThat(folder.resolve(file.asText())).exists();
        }
        assertThat(folder).isDirectoryContaining("glob:**/{curves.csv,summary.md,report.html,_SUCCESS}");
        Dataset<Row> table =
                SharedSession.session().read().parquet(folder.resolve("curves").toString());
        assertThat(List.of(table.columns())).isEqualTo(CurveTable.names());
        assertThat(table.count()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("curves.csv"))).hasSize(4);
        assertThat(SharedSession.session()
                        .read()
                        .parquet(folder.resolve("quarantine").toString())
                        .count())
                .isEqualTo(202);
    }

    @Test
    void theReportsSayWhatWasFoundByWhichTestOverHowManyPoints() throws Exception {
        assertThat(Files.readString(folder.resolve("summary.md")))
                .contains("Best validation value 0.9532 at step 281, point 282 of 300")
                .contains("over the last 60 raw points")
                .contains("Theil-Sen")
                .contains("Mann-Kendall");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("Best validation value 0.9532 at step 281", "<polyline", "Generalisation gap");
    }

    @Test
    void checkVerdictReadsIt() throws Exception {
        CommittedVerdict verdict = CheckVerdictCommand.read(folder.toString());
        assertThat(verdict.exitCode()).isZero();
        assertThat(verdict.lines().get(1)).isEqualTo("Verdict: PASS, every hard gate on the curves passed");
        assertThat(verdict.lines().get(2)).startsWith("Curves: resnet-164, accuracy: Best validation value 0.9532");
        assertThat(verdict.lines().get(3)).startsWith("Gates: 6 passed, 0 failed");
    }
}
