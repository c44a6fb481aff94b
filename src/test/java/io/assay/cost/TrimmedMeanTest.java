package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Means of the middle, from sorted numbers and from sums by bucket. */
class TrimmedMeanTest {

    private static double[] sorted(Random random, int n) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            double heavy = random.nextGaussian() / Math.max(0.05, random.nextDouble());
            numbers[i] = random.nextInt(4) == 0 ? Math.rint(4 * heavy) / 8 : heavy;
        }
        Arrays.sort(numbers);
        return numbers;
    }

    private static TrimmedMean ofSums(double trim, double... numbers) {
        SummedHistogram sums = new SummedHistogram();
        for (double x : numbers) {
            sums.add(x);
        }
        return new TrimmedMean(trim, sums.runs());
    }

    /** Straight from the definitions. */
    private static double[] byHand(double trim, double[] sorted) {
        int n = sorted.length;
        int cut = (int) (trim * n);
        double mean = Arrays.stream(sorted, cut, n - cut).average().orElseThrow();
        double[] moved = sorted.clone();
        Arrays.fill(moved, 0, cut, sorted[cut]);
        Arrays.fill(moved, n - cut, n, sorted[n - cut - 1]);
        double centre = Arrays.stream(moved).average().orElseThrow();
        double squares =
                Arrays.stream(moved).map(x -> (x - centre) * (x - centre)).sum();
        return new double[] {mean, Math.sqrt(squares / (n - 1)) / ((1 - 2 * trim) * Math.sqrt(n))};
    }

    @ParameterizedTest
    @CsvSource({"0.1, 30", "0.25, 31", "0.05, 1000", "0.2, 20000", "0.49, 77", "0, 50"})
    void sumsByBucketHoldWhatTheSortedNumbersGive(double trim, int n) {
        for (long seed = 1; seed <= 20; seed++) {
            double[] numbers = sorted(new Random(seed), n);
            double[] expected = byHand(trim, numbers);
            TrimmedMean exact = TrimmedMean.ofSorted(trim, numbers);
            assertThat(exact.value()).isCloseTo(expected[0], within(1e-12 * (1 + Math.abs(expected[0]))));
            assertThat(exact.standardError()).isCloseTo(expected[1], within(1e-11 * (1 + expected[1])));
            assertThat(exact.bounds().lower()).isEqualTo(exact.bounds().upper());

            TrimmedMean found = ofSums(trim, numbers);
            assertThat(expected[0])
                    .as("seed %d", seed)
                    .isBetween(found.bounds().lower() - 1e-12, found.bounds().upper() + 1e-12);
            // Either cut is within one bucket, of which at most a quarter of its width for each of its numbers is left
            // open.
            double widest =
                    Math.max(Math.abs(numbers[exactCut(trim, n)]), Math.abs(numbers[n - 1 - exactCut(trim, n)])) / 16;
            assertThat(found.bounds().upper() - found.bounds().lower())
                    .isLessThanOrEqualTo(0.5 * widest / (1 - 2 * trim) + 1e-12);
            // What is moved to the ends is moved too far by a bucket's width at most.
            double tooFar = 1.5 * widest / ((1 - 2 * trim) * Math.sqrt(n));
            assertThat(found.standardError()).isBetween(0.98 * expected[1], 1.02 * expected[1] + tooFar);
            assertThat(found.total()).isEqualTo(n);
            assertThat(found.cut()).isEqualTo((long) (trim * n));
            assertThat(found.degreesOfFreedom()).isEqualTo(n - 2 * Math.floor(trim * n) - 1);
        }
    }

    private static int exactCut(double trim, int n) {
        return (int) (trim * n);
    }

    @Test
    void numbersOfFewValuesAreTrimmedExactly() {
        Random random = new Random(4);
        double[] numbers = random.doubles(5_000)
                .map(u -> Math.rint(6 * u - 2) / 3)
                .sorted()
                .toArray();
        double[] expected = byHand(0.1, numbers);
        TrimmedMean found = ofSums(0.1, numbers);
        assertThat(found.bounds().lower()).isEqualTo(found.bounds().upper());
        assertThat(found.value()).isCloseTo(expected[0], within(1e-14));
        assertThat(found.standardError()).isCloseTo(expected[1], within(1e-13));
    }

    @ParameterizedTest
    @CsvSource({"900", "-900", "3", "0"})
    void powersOfTwoAndTheSignChangeNothingElse(int power) {
        double[] numbers = sorted(new Random(power), 400);
        double[] scaled = Arrays.stream(numbers).map(x -> Math.scalb(x, power)).toArray();
        double[] swapped = Arrays.stream(numbers).map(x -> -x).sorted().toArray();
        TrimmedMean one = ofSums(0.1, numbers);
        assertThat(ofSums(0.1, scaled).value()).isEqualTo(Math.scalb(one.value(), power));
        assertThat(ofSums(0.1, scaled).standardError()).isEqualTo(Math.scalb(one.standardError(), power));
        assertThat(ofSums(0.1, swapped).value()).isEqualTo(-one.value());
        assertThat(ofSums(0.1, swapped).standardError())
                .isCloseTo(one.standardError(), within(1e-12 * one.standardError()));
    }

    @Test
    void whatIsLeftOutDoesNotMatter() {
        double[] numbers = sorted(new Random(9), 100);
        double[] wild = numbers.clone();
        Arrays.fill(wild, 0, 10, -1e300);
        Arrays.fill(wild, 90, 100, 1e300);
        assertThat(TrimmedMean.ofSorted(0.1, wild).value())
                .isEqualTo(TrimmedMean.ofSorted(0.1, numbers).value());
        assertThat(TrimmedMean.ofSorted(0.1, wild).standardError())
                .isEqualTo(TrimmedMean.ofSorted(0.1, numbers).standardError());
    }

    @Test
    void nothingHasNoMeanAndOneNumberNoError() {
        assertThat(ofSums(0.1).value()).isNaN();
        assertThat(ofSums(0.1, 2.5).value()).isEqualTo(2.5);
        assertThat(ofSums(0.1, 2.5).standardError()).isNaN();
        assertThat(ofSums(0.4, 0, 0, 0, 0, 9).standardError()).isNaN();
        assertThat(ofSums(0.1, 3, 3, 3).standardError()).isZero();
        assertThatThrownBy(() -> ofSums(0.5, 1)).hasMessage("Invalid trim: 0.5 (must be at least 0 and below 0.5)");
    }
}
