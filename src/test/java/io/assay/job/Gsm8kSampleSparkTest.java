package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.Comparison;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.dimension.Cell;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Answers of language models from end to end, against the grades that their source gives. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class Gsm8kSampleSparkTest {

    /** The bins of the configuration as the expected numbers name them. */
    private static final Map<String, String> BINS = Map.of("0-2", "(-inf,3)", "3-4", "[3,5)", "5+", "[5,inf)");

    private static Sample sample;

    @BeforeAll
    static void run(@TempDir Path output) throws Exception {
        sample = Sample.run("gsm8k-solutions", "gsm8k_solutions", output);
    }

    private static void isRight(String version, String loss, JsonNode right) {
        Cost cost = sample.cost(Cell.ALL, version, loss);
        assertThat(cost.rows() * (1 - cost.cost())).as(version + " " + loss).isCloseTo(right.asLong(), within(1e-9));
    }

    @Test
    void everyGradeAndEveryMatchIsThatOfTheSource() {
        Sample.each(sample.expected().get("by_version"), (version, numbers) -> {
            assertThat(sample.cost(Cell.ALL, version, "graded").rows())
                    .isEqualTo(numbers.get("n").asLong());
            isRight(version, "graded", numbers.get("n_correct_published_flag"));
            isRight(version, "text", numbers.get("n_exact_string_match"));
            isRight(version, "number", numbers.get("n_numeric_match"));
            Cost graded = sample.cost(Cell.ALL, version, "graded");
            sample.isComputed(version, 1 - graded.cost(), numbers.get("accuracy"));
        });
    }

    @Test
    void theGradesByTheLengthOfTheReferenceAreThoseOfOtherPrograms() {
        Sample.each(
                sample.expected().get("by_version"),
                (version, numbers) -> Sample.each(numbers.get("by_reference_steps"), (steps, wanted) -> {
                    Cell cell = Sample.slice("n_reference_steps", BINS.getOrDefault(steps, steps));
                    Cost graded = sample.cost(cell, version, "graded");
                    assertThat(graded.rows()).isEqualTo(wanted.get("n").asLong());
                    sample.isComputed(version + " " + steps, 1 - graded.cost(), wanted.get("accuracy"));
                }));
    }

    @Test
    void theDifferenceIsThatOfFixedAndBrokenAnswers() {
        Sample.each(sample.expected().get("paired_vs_6b_finetuning"), (candidate, numbers) -> {
            long fixed = numbers.get("fixed").asLong();
            long broken = numbers.get("broken").asLong();
            Comparison graded = Runs.comparison(sample.evaluation(), Cell.ALL, candidate, "graded");
            assertThat(graded.pairing()).isEqualTo("paired");
            assertThat(graded.rows()).isEqualTo(1319);
            assertThat(graded.difference()).isCloseTo((broken - fixed) / 1319.0, within(1e-15));
            // The squares of the differences are 1 where an answer was fixed or broken: SE² = (Σd² − n·d̄²)/(n(n−1)).
            double mean = (broken - fixed) / 1319.0;
            double variance = (fixed + broken - 1319 * mean * mean) / 1318 / 1319;
            assertThat(graded.standardError()).isCloseTo(Math.sqrt(variance), within(1e-12));
        });
    }

    @Test
    void noRowIsLostToLineBreaksAndQuotes() {
        assertThat(sample.evaluation().accounts().get(0).read())
                .isEqualTo(sample.expected().get("n_rows").asLong());
        assertThat(sample.evaluation().accounts().get(0).evaluated())
                .isEqualTo(sample.expected().get("n_rows").asLong());
    }

    @Test
    void everyCandidatePasses() {
        assertThat(sample.evaluation().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void theOutputKeepsTheContract() throws Exception {
        Contract.holds(sample);
    }
}
