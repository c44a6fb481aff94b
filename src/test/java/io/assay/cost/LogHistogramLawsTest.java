package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogHistogramLawsTest {

    private static final double[] HOSTILE = {
        0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, 1, -1, Double.MAX_VALUE, -Double.MAX_VALUE
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyOrderStatisticIsWithinTheRelativeErrorWhateverTheRange(long seed) {
        double[] numbers = numbers(seed, 5_000);
        LogHistogram histogram = of(numbers);
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);

        assertThat(histogram.total()).isEqualTo(sorted.length);
        for (int rank = 0; rank < sorted.length; rank += 13) {
            double error = Math.max(Math.abs(sorted[rank]) * LogHistogram.RELATIVE_ERROR, 0x1p-1026);
            assertThat(histogram.quantile(rank / (sorted.length - 1.0)))
                    .as("seed %d, rank %d", seed, rank)
                    .isBetween(below(sorted, rank) - error, above(sorted, rank) + error);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void orderAndMergeTreeLeaveNoTraceInTheBytes(long seed) {
        double[] numbers = numbers(seed, 3_000);
        double[] reversed = numbers.clone();
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = numbers[numbers.length - 1 - i];
        }
        LogHistogram merged = new LogHistogram();
        for (int from = 0; from < numbers.length; from += 300) {
            LogHistogram part = of(Arrays.copyOfRange(numbers, from, from + 300));
            merged.add(Bytes.read(Bytes.of(part::writeTo), LogHistogram::readFrom));
        }

        byte[] expected = Bytes.of(of(numbers)::writeTo);
        assertThat(Bytes.of(of(reversed)::writeTo))
                .as("seed %d, reversed", seed)
                .isEqualTo(expected);
        assertThat(Bytes.of(merged::writeTo)).as("seed %d, merged", seed).isEqualTo(expected);
    }

    /** One that is made of counts is in order, one to which numbers are added is not: it shows nowhere. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void oneOfCountsIsOneOfNumbers(long seed) {
        double[] numbers = numbers(seed, 2_000);
        LogHistogram added = of(numbers);
        Random random = new Random(seed);
        long[] entries = Arrays.stream(numbers)
                .mapToLong(x -> LogHistogram.entry(LogHistogram.key(x), 1))
                .toArray();
        LogHistogram counted = new LogHistogram(entries, entries.length);

        assertThat(Bytes.of(counted::writeTo)).isEqualTo(Bytes.of(added::writeTo));
        assertThat(counted.total()).isEqualTo(added.total());
        for (int i = 0; i < 200; i++) {
            double x = numbers[random.nextInt(numbers.length)];
            double q = random.nextDouble();
            assertThat(counted.counted(LogHistogram.key(x))).isEqualTo(added.counted(LogHistogram.key(x)));
            assertThat(counted.above(x)).isEqualTo(added.above(x));
            assertThat(counted.below(x)).isEqualTo(added.below(x));
            assertThat(counted.quantile(q)).isEqualTo(added.quantile(q));
            assertThat(x == 0 ? 0 : LogHistogram.keyOfBits(Double.doubleToRawLongBits(x)))
                    .isEqualTo(LogHistogram.key(x));
        }
        assertThat(counted.counted(LogHistogram.key(0x1.8p-1000)))
                .isEqualTo(added.counted(LogHistogram.key(0x1.8p-1000)));
        counted.add(of(HOSTILE));
        added.add(of(HOSTILE));
        assertThat(Bytes.of(counted::writeTo)).isEqualTo(Bytes.of(added::writeTo));
    }

    @Test
    void oneOfNoCountsIsEmpty() {
        LogHistogram none = new LogHistogram(new long[0], 0);

        assertThat(none.total()).isZero();
        assertThat(none.counted(0)).isZero();
        assertThat(none.quantile(0.5)).isNaN();
        none.add(of(1, 2));
        assertThat(Bytes.of(none::writeTo)).isEqualTo(Bytes.of(of(1, 2)::writeTo));
    }

    @Test
    void aHistogramAddedToItselfCountsEverythingTwice() {
        assertIsDoubled(of(HOSTILE));
        assertIsDoubled(Bytes.read(Bytes.of(of(HOSTILE)::writeTo), LogHistogram::readFrom));
    }

    private static void assertIsDoubled(LogHistogram histogram) {
        histogram.add(histogram);

        LogHistogram twice = of(DoubleStream.concat(Arrays.stream(HOSTILE), Arrays.stream(HOSTILE))
                .toArray());
        assertThat(Bytes.of(histogram::writeTo)).isEqualTo(Bytes.of(twice::writeTo));
    }

    @Test
    void theMedianOfThreeIsTheMiddleOne() {
        assertThat(of(-1e300, 2, 1e300).quantile(0.5)).isCloseTo(2, within(2 * LogHistogram.RELATIVE_ERROR));
    }

    @Test
    void aBucketBeyondTheLargestNumberIsDamage() {
        byte[] bytes = Bytes.of(out -> {
            VariableLength.write(out, 1);
            VariableLength.write(out, 1L << 32);
            VariableLength.write(out, 1);
        });

        assertThatThrownBy(() -> Bytes.read(bytes, LogHistogram::readFrom))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("damaged state");
    }

    @Test
    void moreThanABucketHoldsIsRefused() {
        byte[] bytes = Bytes.of(out -> {
            VariableLength.write(out, 1);
            VariableLength.write(out, 5);
            VariableLength.write(out, (1L << 46) - 1);
        });
        LogHistogram full = Bytes.read(bytes, LogHistogram::readFrom);

        assertThat(full.total()).isEqualTo((1L << 46) - 1);
        assertThatThrownBy(() -> full.add(full)).isInstanceOf(ArithmeticException.class);
    }

    private static LogHistogram of(double... numbers) {
        LogHistogram histogram = new LogHistogram();
        for (double x : numbers) {
            histogram.add(x);
        }
        return histogram;
    }

    /** Numbers of all exponents and both signs, with some that come again. */
    private static double[] numbers(long seed, int count) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> random.nextInt(10) == 0
                        ? HOSTILE[random.nextInt(HOSTILE.length)]
                        : Double.longBitsToDouble(random.nextLong()))
                .filter(Double::isFinite)
                .limit(count)
                .toArray();
    }

    /** The quantile of a rank is rounded to a position that may lie a little beside it. */
    private static double below(double[] sorted, int rank) {
        return sorted[Math.max(0, rank - 1)]
                * (sorted[Math.max(0, rank - 1)] < 0 ? 1 + LogHistogram.RELATIVE_ERROR : 1);
    }

    private static double above(double[] sorted, int rank) {
        int next = Math.min(sorted.length - 1, rank + 1);
        return sorted[next] * (sorted[next] > 0 ? 1 + LogHistogram.RELATIVE_ERROR : 1);
    }
}
