package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bins of probabilities; the reference values of calibration errors are met elsewhere. */
class ReliabilityTallyTest {

    private static ReliabilityTally tally(int bins) {
        return new ReliabilityTally(bins);
    }

    @Test
    void binsAreClosedOnTheLeftAndTheLastOneOnBothSides() {
        ReliabilityTally tally = tally(4);
        for (double probability : new double[] {0, 0.25, 0.49, 0.5, 1}) {
            tally.add(1, probability, 1);
        }
        assertThat(tally.bins().stream().map(ReliabilityBin::from)).containsExactly(0.0, 0.25, 0.5, 0.75);
        assertThat(tally.bins().stream().map(ReliabilityBin::rows)).containsExactly(1L, 2L, 1L, 1L);
    }

    /** Two bins: 0.2 and 0.4 with one of two, 0.9 with none of one. */
    @Test
    void errorsAreTheirFormulas() {
        ReliabilityTally tally = tally(2);
        tally.add(1, 0.2, 1);
        tally.add(0, 0.4, 1);
        tally.add(0, 0.9, 1);
        assertThat(tally.expectedError()).isCloseTo((2 * 0.2 + 0.9) / 3, within(1e-15));
        assertThat(tally.maximumError()).isEqualTo(0.9);
        assertThat(tally.squaredError()).isCloseTo((2 * 0.04 + 0.81) / 3, within(1e-15));
        assertThat(tally.debiasedSquaredError()).isCloseTo((2 * (0.04 - 0.25) + 0.81) / 3, within(1e-15));
    }

    @Test
    void aWholeWeightIsSoManyRows() {
        ReliabilityTally weighted = tally(3);
        ReliabilityTally repeated = tally(3);
        weighted.add(1, 0.1, 2);
        weighted.add(0, 0.5, 3);
        for (int i = 0; i < 3; i++) {
            if (i < 2) {
                repeated.add(1, 0.1, 1);
            }
            repeated.add(0, 0.5, 1);
        }
        assertThat(weighted.expectedError()).isEqualTo(repeated.expectedError());
        weighted.add(1, 0.7, 0);
        assertThat(weighted.bins()).hasSize(2);
    }

    @Test
    void withoutRowsThereIsNoError() {
        assertThat(tally(10).expectedError()).isNaN();
        assertThat(tally(10).maximumError()).isNaN();
        assertThat(tally(10).bins()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void talliesAddToTheSameBytesInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<double[]> rows = IntStream.range(0, 50)
                .mapToObj(i -> new double[] {random.nextInt(2), random.nextDouble(), random.nextDouble()})
                .collect(Collectors.toList());
        ReliabilityTally whole = tally(7);
        rows.forEach(row -> whole.add(row[0], row[1], row[2]));
        Collections.shuffle(rows, random);
        ReliabilityTally one = tally(7);
        ReliabilityTally other = tally(7);
        rows.forEach(row -> (random.nextBoolean() ? one : other).add(row[0], row[1], row[2]));
        other.add(one);
        assertThat(Bytes.of(other::writeTo)).as("seed %d", seed).isEqualTo(Bytes.of(whole::writeTo));
        other.subtract(one);
        other.add(one);
        assertThat(Bytes.of(other::writeTo)).as("seed %d", seed).isEqualTo(Bytes.of(whole::writeTo));
    }
}
