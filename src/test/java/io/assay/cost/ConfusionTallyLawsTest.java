package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.ConfusionTally.Outcome;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionTallyLawsTest {

    private record Decision(Outcome outcome, double weight) {}

    private static List<Decision> random(Random random) {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            decisions.add(new Decision(Outcome.values()[random.nextInt(4)], random.nextDouble()));
        }
        return decisions;
    }

    private static ConfusionTally of(List<Decision> decisions) {
        ConfusionTally tally = new ConfusionTally();
        decisions.forEach(decision -> tally.add(decision.outcome(), decision.weight()));
        return tally;
    }

    private static double weight(List<Decision> decisions, Outcome... outcomes) {
        return decisions.stream()
                .filter(decision -> List.of(outcomes).contains(decision.outcome()))
                .mapToDouble(Decision::weight)
                .sum();
    }

    private static ConfusionTally throughBytes(ConfusionTally tally) {
        try {
            return ConfusionTally.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(tally))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(ConfusionTally tally) {
        return Bytes.of(tally::writeTo);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderAndMergeGivesTheSameBytes(long seed) {
        List<Decision> decisions = random(new Random(seed));
        Random random = new Random(-seed);
        for (int i = 0; i < 20; i++) {
            ConfusionTally merged = Partitionings.merged(
                    decisions,
                    random,
                    ConfusionTally::new,
                    (tally, decision) -> tally.add(decision.outcome(), decision.weight()),
                    ConfusionTally::add,
                    ConfusionTallyLawsTest::throughBytes);
            assertThat(bytes(merged)).as("seed %d", seed).isEqualTo(bytes(of(decisions)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 7, 8})
    void theMetricsAreTheirFormulas(long seed) {
        List<Decision> decisions = random(new Random(seed));
        ConfusionTally tally = of(decisions);
        double truePositives = weight(decisions, Outcome.TRUE_POSITIVE);
        double right = truePositives + weight(decisions, Outcome.TRUE_NEGATIVE);
        double called = truePositives + weight(decisions, Outcome.FALSE_POSITIVE);
        double positive = truePositives + weight(decisions, Outcome.FALSE_NEGATIVE);
        assertThat(tally.accuracy()).as("seed %d", seed).isCloseTo(right / tally.weight(), within(1e-12));
        assertThat(tally.precision()).as("seed %d", seed).isCloseTo(truePositives / called, within(1e-12));
        assertThat(tally.recall()).as("seed %d", seed).isCloseTo(truePositives / positive, within(1e-12));
        // The harmonic mean of precision and recall.
        double f1 = 2 / (called / truePositives + positive / truePositives);
        assertThat(tally.f1()).as("seed %d", seed).isCloseTo(f1, within(1e-12));
    }

    @Test
    void whatHasNoDenominatorIsUndefinedAndNotZero() {
        ConfusionTally negatives = of(List.of(new Decision(Outcome.TRUE_NEGATIVE, 1)));
        assertThat(negatives.accuracy()).isEqualTo(1);
        assertThat(negatives.precision()).isNaN();
        assertThat(negatives.recall()).isNaN();
        assertThat(negatives.f1()).isNaN();
        assertThat(new ConfusionTally().accuracy()).isNaN();
    }

    @Test
    void errorsAreRowsAndNotWeight() {
        ConfusionTally tally = of(List.of(
                new Decision(Outcome.WRONG, 0.25), new Decision(Outcome.RIGHT, 0.75), new Decision(Outcome.WRONG, 0)));
        tally.addUnscored();
        assertThat(tally.errors()).isEqualTo(2);
        assertThat(tally.accuracy()).isEqualTo(0.75);
        assertThat(tally.rows()).isEqualTo(3);
        assertThat(tally.unscored()).isEqualTo(1);
    }
}
