package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The median that is searched for is the one that sorting finds. */
class MedianSearchTest {

    private record Row(double number, double weight) {}

    /** The median as a job finds it, of rows in several parts whose weights travel as bytes. */
    private static double searched(List<Row> rows, int parts) {
        MedianSearch search = new MedianSearch();
        while (!search.isFound()) {
            MedianSearch.Weights all = search.weights();
            for (int part = 0; part < parts; part++) {
                MedianSearch.Weights weights = search.weights();
                for (int i = part; i < rows.size(); i += parts) {
                    weights.add(rows.get(i).number(), rows.get(i).weight());
                }
                all.add(Bytes.read(Bytes.of(weights::writeTo), MedianSearch.Weights::readFrom));
            }
            search.narrow(all);
        }
        if (search.isEmpty() || !search.needsNext()) {
            return search.isEmpty() ? Double.NaN : search.lower();
        }
        double next = rows.stream()
                .filter(row -> row.weight() > 0 && row.number() > search.lower() && Double.isFinite(row.number()))
                .mapToDouble(Row::number)
                .min()
                .orElseThrow();
        return MedianSearch.middle(search.lower(), next);
    }

    /** The median by its definition, with whole weights: of every number as often as it weighs. */
    private static double sorted(List<Row> rows) {
        List<Double> all = new ArrayList<>();
        for (Row row : rows) {
            for (int i = 0; Double.isFinite(row.number()) && i < row.weight(); i++) {
                all.add(row.number() + 0.0);
            }
        }
        all.sort(Comparator.naturalOrder());
        int n = all.size();
        return n == 0 ? Double.NaN : n % 2 == 1 ? all.get(n / 2) : (all.get(n / 2 - 1) + all.get(n / 2)) / 2;
    }

    private static List<Row> rows(Random random) {
        List<Row> rows = new ArrayList<>();
        int count = random.nextInt(12);
        int kind = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            double number =
                    switch (kind) {
                        case 0 -> random.nextInt(5) - 2;
                        case 1 -> random.nextGaussian();
                        case 2 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(200) - 100);
                        default -> random.nextBoolean() ? -0.0 : Double.MIN_VALUE * random.nextInt(3);
                    };
            rows.add(new Row(random.nextInt(15) == 0 ? Double.NaN : number, random.nextInt(4)));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itIsTheOneThatSortingFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            List<Row> rows = rows(random);
            assertThat(searched(rows, 1)).as("seed " + seed + ", " + rows).isEqualTo(Double.valueOf(sorted(rows)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void neitherOrderNorPartsNorTheScaleOfWeightsMatter(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            List<Row> rows = rows(random);
            List<Row> scaled = new ArrayList<>();
            rows.forEach(row -> scaled.add(new Row(row.number(), row.weight() * 0.25)));
            Collections.shuffle(scaled, random);
            assertThat(searched(scaled, 1 + random.nextInt(4)))
                    .as("seed " + seed + ", " + rows)
                    .isEqualTo(Double.valueOf(searched(rows, 1)));
        }
    }

    /** No constant has a smaller sum of weighted absolute errors, of all that could: the numbers themselves. */
    @Test
    void noNumberHasASmallerAbsoluteError() {
        Random random = new Random(21);
        for (int i = 0; i < 200; i++) {
            List<Row> rows = rows(random).stream()
                    .filter(row -> Double.isFinite(row.number()) && Math.abs(row.number()) < 100)
                    .toList();
            double median = searched(rows, 2);
            for (Row other : rows) {
                if (!Double.isNaN(median)) {
                    assertThat(error(rows, median)).isLessThanOrEqualTo(error(rows, other.number()) * (1 + 1e-12));
                }
            }
        }
    }

    private static double error(List<Row> rows, double constant) {
        return rows.stream()
                .mapToDouble(row -> row.weight() * Math.abs(row.number() - constant))
                .sum();
    }

    @Test
    void theLargestNumbersHaveAMiddleAndZeroHasNoSign() {
        double huge = Double.MAX_VALUE;
        assertThat(searched(List.of(new Row(huge, 1), new Row(Math.nextDown(huge), 1)), 1))
                .isBetween(Math.nextDown(huge), huge);
        assertThat(searched(List.of(new Row(-huge, 1), new Row(huge, 1)), 1)).isZero();
        assertThat(1 / searched(List.of(new Row(-0.0, 1)), 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(searched(List.of(new Row(Double.NEGATIVE_INFINITY, 5), new Row(7, 1)), 1))
                .isEqualTo(7);
        assertThat(searched(List.of(new Row(3, 0)), 1)).isNaN();
    }

    @Test
    void weightsOfDifferentStepsDoNotAdd() {
        MedianSearch search = new MedianSearch();
        MedianSearch.Weights first = search.weights();
        first.add(1, 1);
        search.narrow(first);
        assertThatThrownBy(() -> search.weights().add(first)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> search.narrow(search.weights()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("changed while they were read");
    }
}
