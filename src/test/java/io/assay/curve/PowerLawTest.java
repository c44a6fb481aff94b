package io.assay.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerLawTest {

    private static final double[] SIZES = {100, 200, 400, 800, 1600, 3200};

    private static double[] losses(double a, double b, double c) {
        return Arrays.stream(SIZES).map(n -> a * Math.pow(n, -b) + c).toArray();
    }

    @ParameterizedTest
    @CsvSource({"2.5, 0.45, 0.12", "40, 1.2, 0", "3, 0.1, 0.5", "1000, 2, 0.3", "1, 0.5, 0"})
    void aLawWithoutNoiseIsFound(double a, double b, double c) {
        PowerLaw law = PowerLaw.of(SIZES, losses(a, b, c));
        assertThat(law.a()).isCloseTo(a, within(1e-4 * a));
        assertThat(law.b()).isCloseTo(b, within(1e-4 * b));
        assertThat(law.c()).isCloseTo(c, within(1e-4));
        assertThat(law.heldBackError()).isLessThan(1e-4);
        assertThat(law.at(12_800)).isCloseTo(a * Math.pow(12_800, -b) + c, within(1e-4));
    }

    /** No law on a fine grid of all parameters fits noisy losses better than the one that was found. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noLawFitsBetter(long seed) {
        Random random = new Random(seed);
        double[] losses = Arrays.stream(losses(2.5, 0.45, 0.12))
                .map(loss -> loss * (1 + 0.02 * random.nextGaussian()))
                .toArray();
        PowerLaw law = PowerLaw.of(SIZES, losses);
        assertThat(law.b()).isBetween(0.0, 2.0);
        assertThat(law.c()).isNotNegative();
        double found = error(losses, law.a(), law.b(), law.c());
        for (int i = 1; i <= 80; i++) {
            for (int j = 0; j <= 60; j++) {
                double b = i / 80.0;
                double c = losses[losses.length - 1] * j / 60;
                // The best a for b and c is that of a regression through the origin.
                double above = 0;
                double below = 0;
                for (int k = 0; k < SIZES.length; k++) {
                    above += (losses[k] - c) * Math.pow(SIZES[k], -b);
                    below += Math.pow(SIZES[k], -2 * b);
                }
                assertThat(found)
                        .as("seed %d, b %s, c %s", seed, b, c)
                        .isLessThanOrEqualTo(error(losses, above / below, b, c) * (1 + 1e-9));
            }
        }
    }

    private static double error(double[] losses, double a, double b, double c) {
        return IntStream.range(0, SIZES.length)
                .mapToDouble(i -> Math.pow(losses[i] - a * Math.pow(SIZES[i], -b) - c, 2))
                .sum();
    }

    @Test
    void theLargestSizeIsHeldBackAsACheck() {
        double[] losses = losses(2.5, 0.45, 0.12);
        double expected = losses[losses.length - 1];
        losses[losses.length - 1] = 2 * expected;
        PowerLaw law = PowerLaw.of(SIZES, losses);
        assertThat(law.heldBackLoss()).isEqualTo(2 * expected);
        assertThat(law.heldBackPrediction()).isCloseTo(expected, within(1e-4));
        assertThat(law.heldBackError()).isCloseTo(0.5, within(1e-3));
    }

    @Test
    void runsOfTheSameSizeAreAveraged() {
        double[] losses = losses(2.5, 0.45, 0.12);
        double[] twice = IntStream.range(0, 12)
                .mapToDouble(i -> losses[i % 6] + (i < 6 ? 0.01 : -0.01))
                .toArray();
        double[] sizes = IntStream.range(0, 12).mapToDouble(i -> SIZES[i % 6]).toArray();
        PowerLaw law = PowerLaw.of(sizes, twice);
        assertThat(law.sizes()).isEqualTo(6);
        assertThat(law.b()).isCloseTo(0.45, within(1e-3));
    }

    @Test
    void itDoesNotSayWhatIsFarBeyondAllThatWasSeen() {
        PowerLaw law = PowerLaw.of(SIZES, losses(2.5, 0.45, 0.12));
        assertThat(law.at(4 * 3200)).isPositive();
        assertThatThrownBy(() -> law.at(4 * 3200 + 1)).hasMessageContaining("at most 4.0 times the largest size");
        assertThatThrownBy(() -> law.at(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tooFewSizesTooLittleSpanAndLossesThatDoNotFallAreRefused() {
        assertThatThrownBy(() -> PowerLaw.of(new double[] {1, 10, 100, 1000}, new double[] {4, 3, 2, 1}))
                .hasMessageContaining("needs 5 different sizes, there are 4");
        assertThatThrownBy(() -> PowerLaw.of(new double[] {1, 2, 3, 4, 9}, new double[] {5, 4, 3, 2, 1}))
                .hasMessageContaining("span a factor of 10, these span 9.00");
        assertThatThrownBy(() -> PowerLaw.of(new double[] {1, 2, 3, 4, 10}, new double[] {1, 2, 3, 4, 5}))
                .hasMessageContaining("lower at the largest size");
        assertThatThrownBy(() -> PowerLaw.of(new double[] {1, 2, 3, -4, 10}, new double[] {5, 4, 3, 2, 1}))
                .hasMessageContaining("above 0");
    }

    @Test
    void steepAndOddLossesStayWithinTheRangeOfTheParameters() {
        double[] steep =
                Arrays.stream(SIZES).map(n -> 1e7 * Math.pow(n, -3) + 0.2).toArray();
        PowerLaw law = PowerLaw.of(SIZES, steep);
        assertThat(law.b()).isBetween(0.0, 2.0);
        assertThat(law.c()).isNotNegative();
        PowerLaw zeros = PowerLaw.of(SIZES, new double[] {1, 0.5, 0.1, 0.01, 0, 0});
        assertThat(zeros.b()).isBetween(0.0, 2.0);
        assertThat(zeros.c()).isNotNegative();
    }
}
