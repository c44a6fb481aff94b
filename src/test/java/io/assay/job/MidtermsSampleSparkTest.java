package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Finding;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The election forecast from end to end, against numbers computed by other programs. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MidtermsSampleSparkTest {

    private static Sample sample;

    @BeforeAll
    static void run(@TempDir Path output) throws Exception {
        sample = Sample.run("midterms-2018", "midterms_2018", output);
    }

    @Test
    void theCostsOverAllRowsAreThoseOfOtherPrograms() {
        Sample.each(sample.expected().get("called_only"), (version, numbers) -> {
            Cost logLoss = sample.cost(Cell.ALL, version, "binary_cross_entropy");
            assertThat(logLoss.rows()).isEqualTo(numbers.get("n").asLong());
            sample.isComputed(logLoss, numbers.get("log_loss"));
            sample.isComputed(sample.cost(Cell.ALL, version, "brier_loss"), numbers.get("brier"));
            sample.isComputed("accuracy", sample.metric(version, "accuracy"), numbers.get("accuracy_at_0.5"));
            sample.isComputed("area", sample.metric(version, "roc_auc"), numbers.get("auc"));
        });
    }

    @Test
    void theCostsByBranchAreThoseOfOtherPrograms() {
        Sample.each(
                sample.expected().get("called_only"),
                (version, numbers) -> Sample.each(numbers.get("by_branch"), (branch, wanted) -> {
                    Cell cell = Sample.partition("branch", branch);
                    Cost brier = sample.cost(cell, version, "brier_loss");
                    assertThat(brier.rows()).isEqualTo(wanted.get("n").asLong());
                    sample.isComputed(brier, wanted.get("brier"));
                    Cost wrong = sample.cost(cell, version, "zero_one_loss");
                    double right = wrong.rows() * (1 - wrong.cost());
                    assertThat(right).isCloseTo(wanted.get("correct").asLong(), within(1e-9));
                }));
    }

    @Test
    void everyCategoryHoldsTheRowsOfItsVersion() {
        Sample.each(
                sample.expected().get("called_only"),
                (version, numbers) -> Sample.each(numbers.get("by_category"), (category, wanted) -> assertThat(
                                sample.cost(Sample.slice("category", category), version, "brier_loss")
                                        .rows())
                        .as(version + " " + category)
                        .isEqualTo(wanted.get("n").asLong())));
    }

    @Test
    void theOpenRacesAreFiltered() {
        RowAccount rows = sample.evaluation().accounts().get(0);
        assertThat(rows.read()).isEqualTo(sample.expected().get("n_rows").asLong());
        assertThat(rows.filtered())
                .isEqualTo(sample.expected().get("n_uncalled_rows").asLong());
        assertThat(rows.evaluated()).isEqualTo(rows.read() - rows.filtered());
        assertThat(rows.quarantined()).isEmpty();
    }

    @Test
    void bothNewerVersionsLookBetterButOneRaceDecidesTooMuchOfIt() {
        assertThat(sample.evaluation().verdicts()).hasSize(2).allSatisfy(verdict -> {
            assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            var logLoss = Runs.comparison(sample.evaluation(), Cell.ALL, verdict.candidate(), "binary_cross_entropy");
            assertThat(logLoss.finding()).isEqualTo(Finding.UNRELIABLE);
            assertThat(logLoss.upper()).isNegative();
        });
    }

    @Test
    void theOutputKeepsTheContract() throws Exception {
        Contract.holds(sample);
    }
}
