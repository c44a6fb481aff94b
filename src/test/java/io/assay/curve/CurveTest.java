package io.assay.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {

    private static Curve curve(int points) {
        double[] steps = IntStream.range(0, points).mapToDouble(i -> i).toArray();
        return Curve.of(steps, steps);
    }

    @Test
    void valuesThatAreNotFiniteAreCountedAndNamedAndReadByNobody() {
        Curve curve = Curve.of(
                new double[] {1, 2, 3, 4, 5},
                new double[] {0.5, Double.NaN, 0.4, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
        assertThat(curve.values()).containsExactly(0.5, 0.4);
        assertThat(curve.step(1)).isEqualTo(3);
        assertThat(curve.notFinite()).isEqualTo(3);
        assertThat(curve.firstNotFinite()).containsExactly(2.0, 4.0, 5.0);
    }

    @Test
    void stepsMustRise() {
        assertThatThrownBy(() -> Curve.of(new double[] {1, 1}, new double[] {0, 0}))
                .hasMessageContaining("must be finite and rise");
        assertThatThrownBy(() -> Curve.of(new double[] {Double.NaN}, new double[] {0}))
                .hasMessageContaining("must be finite and rise");
        assertThatThrownBy(() -> Curve.of(new double[] {1}, new double[0])).hasMessageContaining("1 steps, 0 values");
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "8, 8", "40, 8", "41, 9", "100, 20", "10000, 2000", "30000, 2000"})
    void theWindowIsAFifthButNeitherTinyNorHuge(int points, int window) {
        assertThat(curve(points).window()).isEqualTo(window);
    }

    @Test
    void pointsBehindAStepAndBetweenTwo() {
        Curve curve = Curve.of(new double[] {1, 2, 3, 5}, new double[] {10, 20, 30, 50});
        assertThat(curve.after(2)).containsExactly(30, 50);
        assertThat(curve.after(2.5)).containsExactly(30, 50);
        assertThat(curve.after(5)).isEmpty();
        assertThat(curve.between(1, 3)).containsExactly(20, 30);
        assertThat(curve.between(Double.NEGATIVE_INFINITY, 1)).containsExactly(10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aWeightOutsideOfItsRangeIsRefused(double weight) {
        assertThatThrownBy(() -> Ema.smoothed(new double[] {1}, weight)).hasMessageContaining("must be in [0, 1)");
    }

    @Test
    void noSmoothingLeavesValuesAsTheyAre() {
        assertThat(Ema.smoothed(new double[] {3, 1, 2}, 0)).containsExactly(3, 1, 2);
        assertThat(Ema.smoothed(new double[0], 0.6)).isEmpty();
    }
}
