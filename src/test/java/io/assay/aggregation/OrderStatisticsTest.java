package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact quantiles, on sequences sorted here. */
class OrderStatisticsTest {

    private static double quantile(double p, double... sorted) {
        OrderStatistics.Quantile quantile = new OrderStatistics.Quantile(p, sorted.length);
        DoubleStream.of(sorted).forEach(value -> quantile.add(value, Double.NaN, 1));
        return quantile.values()[0];
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
            OrderStatistics.Quantile weighted = new OrderStatistics.Quantile(p, repeated.length);
            for (int i = 0; i < values.length; i++) {
                weighted.add(values[i], Double.NaN, weights[i]);
            }
            assertThat(weighted.values()[0]).as("seed %d, p %s", seed, p).isEqualTo(quantile(p, repeated));
        }
    }
}
