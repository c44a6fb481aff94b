package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Means of labels are exact, whatever the order of the rows. */
class LabelSumsTest {

    private record Labelled(List<Double> label, double weight) {

        double[] numbers() {
            return label.stream().mapToDouble(number -> number).toArray();
        }
    }

    private static LabelSums sums(List<Labelled> rows) {
        LabelSums sums = new LabelSums();
        rows.forEach(row -> sums.add(row.numbers(), row.weight()));
        return sums;
    }

    private static List<Labelled> drawn(long seed, int places) {
        Random random = new Random(seed);
        List<Labelled> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<Double> label = new ArrayList<>();
            for (int place = 0; place < places; place++) {
                label.add(random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15));
            }
            rows.add(new Labelled(label, random.nextInt(4) * random.nextDouble()));
        }
        return rows;
    }

    @Test
    void theMeanIsWeighted() {
        LabelSums sums = new LabelSums();
        sums.add(new double[] {1}, 1);
        sums.add(new double[] {4}, 2);
        sums.add(new double[] {100}, 0);
        sums.add(new double[] {Double.NaN}, 1);
        sums.add(new double[] {Double.NEGATIVE_INFINITY}, 1);
        sums.addUnusable();
        assertThat(sums.means()).containsExactly(3.0);
        assertThat(sums.rows()).isEqualTo(6);
        assertThat(sums.used()).isEqualTo(2);
        assertThat(sums.fractions()).isZero();
        assertThat(sums.areBits()).isFalse();
    }

    @Test
    void whatCancelsInDoublesIsKept() {
        LabelSums sums = new LabelSums();
        for (double label : new double[] {1e17, 1, -1e17, 3}) {
            sums.add(new double[] {label}, 1);
        }
        assertThat(sums.means()).containsExactly(1.0);
    }

    @Test
    void labelsWithAFractionAreToldFromWholeOnesAndBits() {
        LabelSums sums = new LabelSums();
        sums.add(new double[] {0}, 1);
        sums.add(new double[] {1}, 0.5);
        assertThat(sums.areBits()).isTrue();
        assertThat(sums.fractions()).isZero();
        sums.add(new double[] {0.25}, 1);
        assertThat(sums.areBits()).isFalse();
        assertThat(sums.fractions()).isEqualTo(1);
    }

    @Test
    void classesHaveTheirSharesOfTheWeight() {
        LabelSums sums = new LabelSums();
        sums.addClass(2, 3, 3);
        sums.addClass(0, 3, 1);
        sums.addClass(3, 3, 9);
        sums.addClass(-1, 3, 9);
        sums.addClass(0.5, 3, 9);
        sums.addClass(Double.NaN, 3, 9);
        sums.addClass(1, 3, 0);
        assertThat(sums.means()).containsExactly(0.25, 0.0, 0.75);
        assertThat(sums.rows()).isEqualTo(7);
        assertThat(sums.used()).isEqualTo(2);
    }

    @Test
    void withoutUsableLabelsThereIsNoMean() {
        assertThat(new LabelSums().means()).isEmpty();
        assertThat(sums(List.of(new Labelled(List.of(1.0), 0))).means()).isEmpty();
        assertThat(sums(List.of(new Labelled(List.of(), 1))).means()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void orderAndPartsDoNotMatterToTheBit(long seed) {
        List<Labelled> rows = drawn(seed, 3);
        LabelSums whole = sums(rows);
        List<Labelled> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        int cut = new Random(seed + 1).nextInt(rows.size());
        LabelSums merged =
                LabelSums.fromBytes(sums(shuffled.subList(cut, rows.size())).toBytes());
        merged.add(sums(shuffled.subList(0, cut)));
        assertThat(merged.means()).isEqualTo(whole.means());
        assertThat(merged.toBytes()).isEqualTo(whole.toBytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void itIsTheMeanInUnlimitedPrecision(long seed) {
        List<Labelled> rows = drawn(seed, 1);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal weight = BigDecimal.ZERO;
        for (Labelled row : rows) {
            BigDecimal own = new BigDecimal(row.weight());
            sum = sum.add(own.multiply(new BigDecimal(row.label().get(0))));
            weight = weight.add(own);
        }
        double expected = sum.round(MathContext.UNLIMITED).doubleValue() / weight.doubleValue();
        assertThat(sums(rows).means()).containsExactly(expected);
    }

    /** A row of weight 3 is three rows, and weights of another scale are the same weights. */
    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void weightsAreNumbersOfRows(long seed) {
        List<Labelled> weighted = new ArrayList<>();
        List<Labelled> repeated = new ArrayList<>();
        List<Labelled> scaled = new ArrayList<>();
        Random random = new Random(seed);
        for (Labelled row : drawn(seed, 2)) {
            int times = random.nextInt(4);
            weighted.add(new Labelled(row.label(), times));
            scaled.add(new Labelled(row.label(), 0.125 * times));
            repeated.addAll(Collections.nCopies(times, new Labelled(row.label(), 1)));
        }
        assertThat(sums(weighted).means()).isEqualTo(sums(repeated).means());
        assertThat(sums(scaled).means()).isEqualTo(sums(weighted).means());
    }

    /** No other constant has a smaller squared error. */
    @Test
    void theMeanHasTheLeastSquaredError() {
        List<Labelled> rows = new ArrayList<>();
        Random random = new Random(12);
        for (int i = 0; i < 50; i++) {
            rows.add(new Labelled(List.of((double) random.nextInt(9)), random.nextInt(3)));
        }
        double mean = sums(rows).means().get(0);
        for (double other = -1; other <= 10; other += 0.01) {
            assertThat(squaredError(rows, mean)).isLessThanOrEqualTo(squaredError(rows, other) + 1e-9);
        }
    }

    private static double squaredError(List<Labelled> rows, double prediction) {
        return rows.stream()
                .mapToDouble(row -> row.weight() * Math.pow(row.label().get(0) - prediction, 2))
                .sum();
    }
}
