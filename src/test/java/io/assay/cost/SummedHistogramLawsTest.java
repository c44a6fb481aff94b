package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums by bucket are exact, whatever is added, and do not depend on how. */
class SummedHistogramLawsTest {

    private static final double[] HOSTILE = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        1,
        -1,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Math.nextDown(2.0),
        Math.nextDown(1.0625),
        1.0625
    };

    private static SummedHistogram of(List<Double> numbers) {
        SummedHistogram histogram = new SummedHistogram();
        numbers.forEach(histogram::add);
        return histogram;
    }

    private static List<Double> numbers(Random random, int n) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double x = Math.exp(3 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
            numbers.add(random.nextInt(20) == 0 ? HOSTILE[random.nextInt(HOSTILE.length)] : x);
        }
        return numbers;
    }

    private static SummedHistogram read(byte[] bytes) {
        return Bytes.read(bytes, in -> {
            SummedHistogram histogram = new SummedHistogram();
            histogram.read(in);
            return histogram;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderAndMergeTreeLeaveNoTraceInTheBytes(long seed) {
        Random random = new Random(seed);
        List<Double> numbers = numbers(random, 2_000);
        byte[] expected = Bytes.of(of(numbers)::writeTo);
        for (int run = 0; run < 5; run++) {
            Collections.shuffle(numbers, random);
            SummedHistogram merged = new SummedHistogram();
            for (int from = 0; from < numbers.size(); ) {
                int to = Math.min(numbers.size(), from + 1 + random.nextInt(400));
                merged.add(read(Bytes.of(of(numbers.subList(from, to))::writeTo)));
                from = to;
            }
            assertThat(Bytes.of(merged::writeTo)).as("seed %d", seed).isEqualTo(expected);
            assertThat(merged.total()).isEqualTo(2_000);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void runsHaveTheNumbersMeansAndDeviationsOfWhatIsInThem(long seed) {
        List<Double> numbers = numbers(new Random(seed), 3_000);
        Collections.sort(numbers);
        int from = 0;
        for (Run run : of(numbers).runs()) {
            List<Double> own = numbers.subList(from, from + (int) run.count());
            from += (int) run.count();
            BigDecimal sum = own.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            double mean = sum.divide(BigDecimal.valueOf(own.size()), MathContext.DECIMAL128)
                    .doubleValue();
            assertThat(Math.abs(run.mean() - mean)).as("seed %d", seed).isLessThanOrEqualTo(Math.ulp(mean));
            double scale = Math.max(Double.MIN_NORMAL, Math.abs(mean));
            double squares = own.stream()
                    .mapToDouble(x -> Math.pow((x - mean) / scale, 2))
                    .sum();
            assertThat(run.deviation() / scale).isCloseTo(Math.sqrt(squares / own.size()), within(1e-12));
            for (int rank = 0; rank < own.size(); rank++) {
                Interval between = run.orderStatistic(rank);
                double slack = 4 * Math.ulp(own.get(rank));
                assertThat(own.get(rank)).isBetween(between.lower() - slack, between.upper() + slack);
            }
        }
        assertThat(from).isEqualTo(numbers.size());
    }

    @Test
    void drawnTimesIsAddedTimes() {
        Random random = new Random(8);
        SummedHistogram part = of(numbers(random, 500));
        SummedHistogram drawn = of(numbers(random, 100));
        SummedHistogram added = read(Bytes.of(drawn::writeTo));
        drawn.add(part, 13);
        for (int i = 0; i < 13; i++) {
            added.add(part);
        }
        assertThat(Bytes.of(drawn::writeTo)).isEqualTo(Bytes.of(added::writeTo));
        byte[] before = Bytes.of(drawn::writeTo);
        drawn.add(part, 0);
        assertThat(Bytes.of(drawn::writeTo)).isEqualTo(before);
        drawn.clear();
        drawn.add(part);
        assertThat(Bytes.of(drawn::writeTo)).isEqualTo(Bytes.of(part::writeTo));
    }

    @Test
    void equalNumbersAndPairsAreKnownExactly() {
        SummedHistogram equal = of(Collections.nCopies(1_000, 0.3));
        assertThat(equal.orderStatistic(17)).isEqualTo(new Interval(0.3, 0.3));
        SummedHistogram two = of(List.of(1.01, 1.03));
        assertThat(two.orderStatistic(0).lower()).isCloseTo(1.01, within(1e-15));
        assertThat(two.orderStatistic(1).upper()).isCloseTo(1.03, within(1e-15));
        assertThat(of(List.of(-0.0, 0.0)).orderStatistic(1)).isEqualTo(new Interval(0, 0));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new SummedHistogram().add(Double.NaN)).hasMessageContaining("only finite");
        assertThatThrownBy(() -> of(List.of(1.0)).orderStatistic(1)).hasMessageContaining("No number of rank 1");
        SummedHistogram own = of(List.of(1.0));
        assertThatThrownBy(() -> own.add(own)).hasMessageContaining("to itself");
        byte[] bytes = Bytes.of(of(List.of(1.0, 2.0))::writeTo);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 3);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(RuntimeException.class);
    }
}
