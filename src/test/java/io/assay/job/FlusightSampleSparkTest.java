package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The influenza forecasts from end to end, against published scores and those computed by other programs. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class FlusightSampleSparkTest {

    private static final String MEDIAN_ERROR = "absolute error of the median";

    private static Sample sample;

    @BeforeAll
    static void run(@TempDir Path output) throws Exception {
        sample = Sample.run("flusight-2021-22", "flusight_2021_22", output);
    }

    @Test
    void theScoresOfEveryModelAreThoseOfOtherPrograms() {
        Sample.each(sample.expected().get("by_model"), (model, numbers) -> {
            Cost wis = sample.cost(Cell.ALL, model, "wis");
            assertThat(wis.rows()).isEqualTo(numbers.get("n_scored").asLong());
            sample.isComputed(wis, numbers.get("wis"));
            sample.isComputed(sample.cost(Cell.ALL, model, MEDIAN_ERROR), numbers.get("mae"));
            sample.isComputed(sample.cost(Cell.ALL, model, "cov50"), numbers.get("cov50"));
            sample.isComputed(sample.cost(Cell.ALL, model, "cov95"), numbers.get("cov95"));
        });
    }

    @Test
    void theScoresOfEveryModelAreThePublishedOnes() {
        Sample.each(sample.expected().get("by_model"), (model, numbers) -> {
            var published = numbers.get("published");
            Sample.isPublished(
                    model,
                    sample.cost(Cell.ALL, model, "wis").cost(),
                    published.get("wis").asText());
            Sample.isPublished(
                    model,
                    sample.cost(Cell.ALL, model, MEDIAN_ERROR).cost(),
                    published.get("mae").asText());
            Sample.isPublished(
                    model,
                    sample.cost(Cell.ALL, model, "cov50").cost(),
                    published.get("cov50").asText());
            Sample.isPublished(
                    model,
                    sample.cost(Cell.ALL, model, "cov95").cost(),
                    published.get("cov95").asText());
        });
    }

    @Test
    void theScoresByHorizonAreThoseOfOtherPrograms() {
        Sample.each(
                sample.expected().get("by_model_horizon"),
                (model, horizons) -> Sample.each(horizons, (horizon, numbers) -> {
                    Cell cell = Sample.slice("horizon", horizon);
                    Cost wis = sample.cost(cell, model, "wis");
                    assertThat(wis.rows()).isEqualTo(numbers.get("n").asLong());
                    sample.isComputed(wis, numbers.get("wis"));
                    sample.isComputed(sample.cost(cell, model, MEDIAN_ERROR), numbers.get("mae"));
                    sample.isComputed(sample.cost(cell, model, "cov95"), numbers.get("cov95"));
                }));
    }

    @Test
    void theScoresByLocationAreThoseOfOtherPrograms() {
        Sample.each(
                sample.expected().get("by_model_location"),
                (model, locations) -> Sample.each(locations, (location, numbers) -> {
                    Cost wis = sample.cost(Sample.slice("location_name", location), model, "wis");
                    assertThat(wis.rows()).isEqualTo(numbers.get("n").asLong());
                    sample.isComputed(wis, numbers.get("wis"));
                }));
    }

    @Test
    void theNationalRowsAreFiltered() {
        RowAccount rows = sample.evaluation().accounts().get(0);
        assertThat(rows.read()).isEqualTo(sample.expected().get("n_rows_total").asLong());
        assertThat(rows.filtered())
                .isEqualTo(sample.expected().get("n_rows_us_national").asLong());
    }

    @Test
    void aComparisonHoldsTheRowsThatBothHave() {
        assertThat(Runs.comparison(sample.evaluation(), Cell.ALL, "UT_FluCast-Voltaire", "wis")
                        .rows())
                .isEqualTo(3716);
        assertThat(sample.evaluation().notes())
                .contains("28 ids of Flusight-baseline have no row of UT_FluCast-Voltaire; they are left out of that"
                        + " comparison.");
    }

    @Test
    void oneLargeStateDecidesTooMuchForAnyVerdict() {
        assertThat(sample.evaluation().verdicts()).hasSize(4).allSatisfy(verdict -> assertThat(verdict.verdict())
                .isEqualTo(Verdict.INCONCLUSIVE));
    }

    @Test
    void theOutputKeepsTheContract() throws Exception {
        Contract.holds(sample);
    }
}
