package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Networks and people on distorted pictures from end to end, against published and computed accuracies. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class HumansSampleSparkTest {

    private static Sample sample;

    @BeforeAll
    static void run(@TempDir Path output) throws Exception {
        sample = Sample.run("human-vs-dnn", "human_vs_dnn", output);
    }

    private static Cell cell(String experiment, String column, String value) {
        return new Cell(Coordinate.of("experiment", experiment), Coordinate.of(column, value));
    }

    private interface Visitor {
        void visit(Cell cell, String version, JsonNode numbers);
    }

    private static void eachCondition(Visitor visitor) {
        Sample.each(
                sample.expected().get("by_experiment"),
                (experiment, all) -> Sample.each(
                        all.get("by_version_condition"),
                        (version, conditions) -> Sample.each(
                                conditions,
                                (condition, numbers) ->
                                        visitor.visit(cell(experiment, "condition", condition), version, numbers))));
    }

    @Test
    void theAccuraciesByConditionAreThoseOfOtherPrograms() {
        eachCondition((cell, version, numbers) -> {
            Cost wrong = sample.cost(cell, version, "wrong");
            assertThat(wrong.rows()).isEqualTo(numbers.get("n").asLong());
            sample.isComputed(version + " " + cell, 1 - wrong.cost(), numbers.get("accuracy"));
        });
    }

    @Test
    void theAccuraciesByConditionAreThePublishedOnes() {
        eachCondition((cell, version, numbers) -> {
            // Published for people is the mean of the observers' accuracies: here each of them saw as many pictures.
            double published = numbers.get("published_accuracy").asDouble();
            assertThat(1 - sample.cost(cell, version, "wrong").cost()).isCloseTo(published, within(1e-12));
        });
    }

    @Test
    void theCrossEntropiesOfTheNetworksAreThoseOfOtherPrograms() {
        eachCondition((cell, version, numbers) -> {
            Cost crossEntropy = sample.cost(cell, version, "cross_entropy");
            if (numbers.has("mean_log_loss_clipped_1e-15")) {
                sample.isComputed(crossEntropy, numbers.get("mean_log_loss_clipped_1e-15"));
            } else {
                assertThat(crossEntropy.rows()).isZero();
                assertThat(crossEntropy.unscored()).isEqualTo(numbers.get("n").asLong());
                assertThat(crossEntropy.cost()).isNaN();
            }
        });
    }

    @Test
    void theAccuraciesByCategoryAreThoseOfOtherPrograms() {
        Sample.each(
                sample.expected().get("by_experiment"),
                (experiment, all) -> Sample.each(
                        all.get("accuracy_by_version_category"),
                        (version, categories) -> Sample.each(categories, (category, accuracy) -> {
                            Cost wrong = sample.cost(cell(experiment, "category", category), version, "wrong");
                            sample.isComputed(version + " " + category, 1 - wrong.cost(), accuracy);
                        })));
    }

    @Test
    void everyRowOfEveryExperimentIsCounted() {
        long[] read = {0};
        Sample.each(sample.expected().get("by_experiment"), (experiment, all) -> {
            read[0] += all.get("n_rows").asLong();
            Sample.each(all.get("n_by_version"), (version, n) -> assertThat(
                            sample.cost(Sample.partition("experiment", experiment), version, "wrong")
                                    .rows())
                    .isEqualTo(n.asLong()));
        });
        assertThat(sample.evaluation().accounts().get(0).read()).isEqualTo(read[0]);
        assertThat(sample.evaluation().accounts().get(0).evaluated()).isEqualTo(read[0]);
    }

    @Test
    void peopleAreComparedAsAnIndependentSampleAndNetworksPictureByPicture() {
        assertThat(Runs.comparison(sample.evaluation(), Cell.ALL, "humans", "wrong")
                        .pairing())
                .isEqualTo("unpaired");
        assertThat(Runs.comparison(sample.evaluation(), Cell.ALL, "resnet152", "wrong")
                        .pairing())
                .isEqualTo("paired");
    }

    @Test
    void oneNetworkPassesAndTheOtherTwoVersionsFail() {
        assertThat(sample.evaluation().verdicts().stream()
                        .collect(Collectors.toMap(CandidateVerdict::candidate, CandidateVerdict::verdict)))
                .containsEntry("resnet152", Verdict.PASS)
                .containsEntry("googlenet", Verdict.FAIL)
                .containsEntry("humans", Verdict.FAIL)
                .hasSize(3);
    }

    @Test
    void theOutputKeepsTheContract() throws Exception {
        Contract.holds(sample);
    }
}
