package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The area under the ROC curve and the exact quantiles, on sequences sorted here. */
class OrderStatisticsTest {

    private record Scored(double score, double label, double weight) {}

    private static double area(List<Scored> rows) {
        OrderStatistics.RocArea area = new OrderStatistics.RocArea();
        rows.stream()
                .sorted(Comparator.comparingDouble(Scored::score))
                .forEach(row -> area.add(row.score(), row.label(), row.weight()));
        return area.value();
    }

    private static double quantile(double p, double... sorted) {
        OrderStatistics.Quantile quantile = new OrderStatistics.Quantile(p, sorted.length);
        DoubleStream.of(sorted).forEach(value -> quantile.add(value, Double.NaN, 1));
        return quantile.value();
    }

    private static List<Scored> random(Random random) {
        List<Scored> rows = new ArrayList<>();
        for (int i = 0, n = 2 + random.nextInt(60); i < n; i++) {
            // Sixteenths: many ties. The first two rows see to it that both classes are there.
            double label = i < 2 ? i : random.nextInt(2);
            rows.add(new Scored(random.nextInt(17) / 16.0, label, 0.1 + random.nextDouble()));
        }
        return rows;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theAreaIsTheShareOfPairsInTheRightOrder(long seed) {
        List<Scored> rows = random(new Random(seed));
        double right = 0;
        double all = 0;
        for (Scored positive : rows) {
            for (Scored negative : rows) {
                if (positive.label() == 1 && negative.label() == 0) {
                    double weight = positive.weight() * negative.weight();
                    all += weight;
                    right += weight * (1 + Double.compare(positive.score(), negative.score())) / 2;
                }
            }
        }
        assertThat(area(rows)).as("seed %d", seed).isCloseTo(right / all, within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void classesSwappedAndScoresNegatedGiveTheSameArea(long seed) {
        List<Scored> rows = random(new Random(seed));
        List<Scored> swapped = rows.stream()
                .map(row -> new Scored(-row.score(), 1 - row.label(), row.weight()))
                .toList();
        assertThat(area(swapped)).as("seed %d", seed).isCloseTo(area(rows), within(1e-15));
    }

    @Test
    void theAreaOfOneClassIsUndefined() {
        assertThat(area(List.of(new Scored(0.1, 1, 1), new Scored(0.2, 1, 1)))).isNaN();
        assertThat(area(List.of(new Scored(0.1, 0, 1)))).isNaN();
    }

    @Test
    void infiniteScoresAreRankedLikeOthers() {
        assertThat(area(List.of(
                        new Scored(Double.NEGATIVE_INFINITY, 0, 1),
                        new Scored(Double.POSITIVE_INFINITY, 1, 1),
                        new Scored(Double.POSITIVE_INFINITY, 0, 1))))
                .isEqualTo(0.75);
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
            assertThat(weighted.value()).as("seed %d, p %s", seed, p).isEqualTo(quantile(p, repeated));
        }
    }
}
