package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact quantiles, on sequences sorted here. */
class QuantileCurveTest {

    private static double quantile(double p, double... sorted) {
        QuantileCurve quantile = new QuantileCurve(p, sorted.length);
        DoubleStream.of(sorted).forEach(value -> quantile.add(value, 1));
        return quantile.quantile();
    }

    @Test
    void theMedianIsTheMiddleValueOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(quantile(0.5, 1, 2, 10)).isEqualTo(2);
        assertThat(quantile(0.5, 1, 2, 4, 10)).isEqualTo(3);
        assertThat(quantile(0.5, 7)).isEqualTo(7);
        assertThat(quantile(0.9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).isEqualTo(9.5);
        assertThat(quantile(0.9, 1, 2, 3, 4, 5, 6, 7, 8, 9)).isEqualTo(9);
        assertThat(quantile(0.99, 1, 2, 3)).isEqualTo(3);
        assertThat(quantile(0.01, 1, 2, 3)).isEqualTo(1);
        assertThat(quantile(0.5, Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void theQuantileOfNothingIsUndefined() {
        assertThat(quantile(0.5)).isNaN();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void aWholeWeightCountsLikeSoManyRows(long seed) {
        Random random = new Random(seed);
        double[] values = random.doubles(1 + random.nextInt(30)).sorted().toArray();
        int[] weights = random.ints(values.length, 1, 5).toArray();
        double[] repeated = new double[Arrays.stream(weights).sum()];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            Arrays.fill(repeated, next, next += weights[i], values[i]);
        }
        for (double p : new double[] {0.1, 0.25, 0.5, 0.75, 0.9}) {
            QuantileCurve weighted = new QuantileCurve(p, repeated.length);
            for (int i = 0; i < values.length; i++) {
                weighted.add(values[i], weights[i]);
            }
            assertThat(weighted.quantile()).as("seed %d, p %s", seed, p).isEqualTo(quantile(p, repeated));
        }
    }

    /** Bounds at a distance, for rows that are independent. */
    private static Interval bounds(double p, double distance, int... ascending) {
        QuantileCurve curve = new QuantileCurve(p, ascending.length, ascending.length);
        Arrays.stream(ascending).forEach(value -> curve.add(value, 1));
        return new QuantileBounds(p, curve.quantile(), ascending.length, ascending.length, curve.lower(), curve.upper())
                .interval(distance);
    }

    @Test
    void ofIndependentRowsTheBoundsAreInterpolatedOrderStatistics() {
        int[] values = IntStream.rangeClosed(1, 100).toArray();
        // 1.5 standard errors of 5 rows about the 50.5th
        assertThat(bounds(0.5, 1.5, values).lower()).isCloseTo(43, within(1e-12));
        assertThat(bounds(0.5, 1.5, values).upper()).isCloseTo(58, within(1e-12));
        // 1.96 is rounded outwards to 1.96875, 9.84375 rows.
        assertThat(bounds(0.5, 1.96, values).lower()).isCloseTo(40.65625, within(1e-12));
        assertThat(bounds(0.5, 1.96, values).upper()).isCloseTo(60.34375, within(1e-12));
    }

    @Test
    void insideAStepTheBoundIsItsLoss() {
        int[] values = new int[100];
        Arrays.fill(values, 60, 100, 1);
        // The levels 0.5 ∓ 0.075, and 0.5 + 0.1 with half a row on either side.
        assertThat(bounds(0.5, 1.5, values)).isEqualTo(new Interval(0, 0));
        assertThat(bounds(0.5, 2, values).upper()).isCloseTo(0.5, within(1e-12));
        assertThat(bounds(0.5, 2.5, values)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void boundsAreTheQuantileItselfAtNoDistanceAndWidenWithIt() {
        int[] values = IntStream.rangeClosed(1, 25).toArray();
        assertThat(bounds(0.5, 0, values)).satisfies(interval -> {
            assertThat(interval.lower()).isCloseTo(13, within(1e-12));
            assertThat(interval.upper()).isCloseTo(13, within(1e-12));
        });
        Interval last = bounds(0.25, 0, values);
        for (double distance = 0; distance < 7; distance += 0.1) {
            Interval next = bounds(0.25, distance, values);
            assertThat(next.lower()).isLessThanOrEqualTo(last.lower());
            assertThat(next.upper()).isGreaterThanOrEqualTo(last.upper());
            last = next;
        }
        assertThat(last).isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    @Test
    void whereTheLossesEndThereIsNoBound() {
        // 0.9 + 2·√(0.09/10) is beyond 1
        assertThat(bounds(0.9, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).satisfies(interval -> {
            assertThat(interval.lower()).isCloseTo(9.5 - 2 * Math.sqrt(0.9), within(1e-12));
            assertThat(interval.upper()).isInfinite();
        });
    }
}
