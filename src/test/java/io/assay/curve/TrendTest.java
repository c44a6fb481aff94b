package io.assay.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrendTest {

    private static final double[] FALLING = {9, 8.2, 7.1, 6.3, 5, 4.2, 3.1, 2};

    private static double[] drawn(long seed, int n, double slope) {
        Random random = new Random(seed);
        return IntStream.range(0, n)
                .mapToDouble(i -> 5 + slope * i + random.nextGaussian())
                .toArray();
    }

    private static double[] negated(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    @Test
    void lowerIsBetterOrHigherIs() {
        assertThat(Trend.of(FALLING, Better.LOWER, 0.01, 8).shape()).isEqualTo(Trend.Shape.IMPROVING);
        assertThat(Trend.of(FALLING, Better.HIGHER, 0.01, 8).shape()).isEqualTo(Trend.Shape.WORSENING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void turningValuesAndDirectionChangesNothing(long seed) {
        double[] values = drawn(seed, 30, (seed - 4) * 0.05);
        Trend trend = Trend.of(values, Better.LOWER, 0.3, 8);
        Trend turned = Trend.of(negated(values), Better.HIGHER, 0.3, 8);
        assertThat(turned.shape()).as("seed %d", seed).isEqualTo(trend.shape());
        assertThat(turned.slope().slope()).isEqualTo(-trend.slope().slope());
        assertThat(turned.slope().lower()).isCloseTo(-trend.slope().upper(), within(1e-12));
        assertThat(turned.test().p()).isEqualTo(trend.test().p());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theUnitOfTheValuesDoesNotMatter(long seed) {
        double[] values = drawn(seed, 25, 0.02);
        Trend trend = Trend.of(values, Better.LOWER, 0.05, 8);
        Trend scaled = Trend.of(Arrays.stream(values).map(value -> 1024 * value).toArray(), Better.LOWER, 0.05, 8);
        assertThat(scaled.shape()).isEqualTo(trend.shape());
        assertThat(scaled.slope().slope()).isEqualTo(1024 * trend.slope().slope());
        assertThat(scaled.slope().upper()).isEqualTo(1024 * trend.slope().upper());
        assertThat(scaled.test()).isEqualTo(trend.test());
    }

    @Test
    void theSlopeIsThatOfALineAndBearsOutliers() {
        double[] line = IntStream.range(0, 20).mapToDouble(i -> 3 - 0.5 * i).toArray();
        line[3] = 1e6;
        line[11] = -1e9;
        assertThat(TheilSen.of(line).slope()).isEqualTo(-0.5);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.25", "-3"})
    void aConstantSeriesIsAPlateau(double value) {
        double[] values = new double[12];
        Arrays.fill(values, value);
        Trend trend = Trend.of(values, Better.LOWER, 0.01, 8);
        assertThat(trend.shape()).isEqualTo(Trend.Shape.PLATEAU);
        assertThat(trend.slope()).isEqualTo(new TheilSen(0, 0, 0));
        assertThat(trend.test()).isEqualTo(new MannKendall(0, 0, 0, 1));
    }

    @Test
    void zerosOfBothSignsAreTied() {
        assertThat(MannKendall.of(new double[] {-0.0, 0.0, -0.0, 0.0}))
                .isEqualTo(MannKendall.of(new double[] {0, 0, 0, 0}));
    }

    @Test
    void nothingIsSaidOfFewPoints() {
        assertThat(Trend.of(new double[0], Better.LOWER, 0.01, 8).shape()).isEqualTo(Trend.Shape.TOO_FEW);
        assertThat(Trend.of(new double[] {1}, Better.LOWER, 0.01, 1).shape()).isEqualTo(Trend.Shape.TOO_FEW);
        assertThat(Trend.of(new double[] {7, 6, 5, 4, 3, 2, 1}, Better.LOWER, 0.01, 8)
                        .shape())
                .isEqualTo(Trend.Shape.TOO_FEW);
    }

    @Test
    void wherePointsGoUpAndDownAlikeIsUndecided() {
        double[] values = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
        assertThat(Trend.of(values, Better.LOWER, 0.01, 8).shape()).isEqualTo(Trend.Shape.UNDECIDED);
    }

    /** In 2,000 series without a trend the interval leaves 0 out in about 5 of 100. */
    @Test
    void theIntervalHoldsAsOftenAsItSays() {
        long wrong = IntStream.range(0, 2_000)
                .filter(i -> {
                    TheilSen slope = TheilSen.of(drawn(1_000 + i, 20, 0));
                    return slope.lower() > 0 || slope.upper() < 0;
                })
                .count();
        assertThat(wrong).isBetween(60L, 140L);
    }
}
