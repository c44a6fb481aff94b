package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleMeanTest {

    private static double mean(List<Double> numbers) {
        SampleMean mean = new SampleMean();
        numbers.forEach(mean::add);
        return mean.value();
    }

    /** The exact sum, rounded once by Java's own decimals, over the number. */
    private static double plain(List<Double> numbers) {
        BigDecimal sum = numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.doubleValue() / numbers.size();
    }

    private static List<Double> drawn(Random random) {
        List<Double> numbers = new ArrayList<>();
        for (int n = 1 + random.nextInt(9); n > 0; n--) {
            numbers.add(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheExactSumRoundedOnceOverTheNumberInAnyOrder(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            List<Double> numbers = drawn(random);
            double mean = mean(numbers);
            double within = Math.min(Collections.max(numbers), Math.max(Collections.min(numbers), plain(numbers)));
            assertThat(mean).as("seed %d, %s", seed, numbers).isEqualTo(within);
            Collections.shuffle(numbers, random);
            assertThat(mean(numbers)).as("seed %d, %s", seed, numbers).isEqualTo(mean);
        }
    }

    /** 3 · 0.1 rounded is 0.30000000000000004, a third of which is more than 0.1. */
    @Test
    void equalNumbersHaveThatNumberAsTheirMean() {
        assertThat(plain(List.of(0.1, 0.1, 0.1))).isGreaterThan(0.1);
        assertThat(mean(List.of(0.1, 0.1, 0.1))).isEqualTo(0.1);
        assertThat(mean(List.of(0.7))).isEqualTo(0.7);
        assertThat(Double.doubleToRawLongBits(mean(List.of(-0.0)))).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @Test
    void whatCancelsExactlyLeavesTheRest() {
        assertThat(mean(List.of(1e200, 3.0, -1e200))).isEqualTo(1);
        assertThat(mean(List.of(Double.MIN_VALUE, 0.0, 0.0))).isEqualTo(0);
    }

    @Test
    void isUsedAgainFromNothing() {
        SampleMean mean = new SampleMean();
        assertThat(mean.value()).isNaN();
        assertThat(mean.isMixed()).isFalse();
        mean.add(1);
        mean.add(2);
        assertThat(mean.isMixed()).isTrue();
        assertThat(mean.count()).isEqualTo(2);
        mean.clear();
        assertThat(mean.value()).isNaN();
        mean.add(5);
        mean.add(5);
        assertThat(mean.value()).isEqualTo(5);
        assertThat(mean.isMixed()).isFalse();
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        SampleMean mean = new SampleMean();
        assertThatThrownBy(() -> mean.add(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mean.add(Double.POSITIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class);
    }
}
