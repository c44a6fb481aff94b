package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sum is exact whatever the numbers, the order and the merge tree. */
class ExactSumLawsTest {

    private static final double NEAR_ZERO = 0x1p-600;
    private static final double BELOW_TWO = Math.nextDown(2.0);

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalsTheSumOfBigDecimals(long seed) {
        Random random = new Random(seed);
        List<Double> numbers = numbers(random, 1 + random.nextInt(3000));
        BigDecimal exact = BigDecimal.ZERO;
        for (double x : numbers) {
            exact = exact.add(new BigDecimal(x));
        }
        ExactSum sum = sum(numbers);
        assertThat(sum.exact()).as("seed %d", seed).isEqualByComparingTo(exact);
        assertThat(sum.value()).as("seed %d", seed).isEqualTo(exact.doubleValue());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hasTheSameBytesInEveryOrderAndMergeTree(long seed) {
        Random random = new Random(seed);
        List<Double> numbers = new ArrayList<>(numbers(random, 1 + random.nextInt(5000)));
        byte[] expected = bytes(sum(numbers));
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(numbers, random);
            assertThat(bytes(merged(numbers, random)))
                    .as("seed %d, partitioning %d", seed, i)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void cancelsWithoutATrace(long seed) {
        Random random = new Random(seed);
        List<Double> numbers = new ArrayList<>(numbers(random, 500));
        for (double x : List.copyOf(numbers)) {
            numbers.add(-x);
        }
        Collections.shuffle(numbers, random);
        ExactSum sum = merged(numbers, random);
        assertThat(sum.isZero()).as("seed %d", seed).isTrue();
        assertThat(bytes(sum)).as("seed %d", seed).isEqualTo(bytes(new ExactSum()));
        assertThat(Double.doubleToRawLongBits(sum.value())).as("seed %d", seed).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void productsAreExactOverTheWholeRange(long seed) {
        Random random = new Random(seed);
        ExactSum pairs = new ExactSum();
        ExactSum triples = new ExactSum();
        BigDecimal exactPairs = BigDecimal.ZERO;
        BigDecimal exactTriples = BigDecimal.ZERO;
        for (int i = 0; i < 200; i++) {
            double a = number(random);
            double b = number(random);
            double c = number(random);
            pairs.addProduct(a, b);
            triples.addProduct(a, b, c);
            BigDecimal product = new BigDecimal(a).multiply(new BigDecimal(b));
            exactPairs = exactPairs.add(product);
            exactTriples = exactTriples.add(product.multiply(new BigDecimal(c)));
        }
        assertThat(pairs.exact()).as("seed %d", seed).isEqualByComparingTo(exactPairs);
        assertThat(triples.exact()).as("seed %d", seed).isEqualByComparingTo(exactTriples);
        assertThat(pairs.value()).as("seed %d", seed).isEqualTo(exactPairs.doubleValue());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wholeNumbersAreExactAtEveryPlace(long seed) {
        Random random = new Random(seed);
        long[] special = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0xFFFF_FFFFL, -0x1_0000_0000L};
        ExactSum sum = new ExactSum();
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < 3_000; i++) {
            long whole = random.nextInt(3) == 0
                    ? special[random.nextInt(special.length)]
                    : random.nextLong() >> random.nextInt(64);
            int place = i % 50 == 0 ? -1074 : random.nextInt(400) - 350;
            if (random.nextBoolean()) {
                sum.makeRoom(place, place + random.nextInt(200));
            }
            sum.addScaled(whole, place);
            BigDecimal scale = new BigDecimal(place < 0 ? 0.5 : 2).pow(Math.abs(place));
            exact = exact.add(new BigDecimal(whole).multiply(scale));
        }
        assertThat(sum.exact()).as("seed %d", seed).isEqualByComparingTo(exact);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsBackWhatItWrote(long seed) {
        Random random = new Random(seed);
        ExactSum sum = sum(numbers(random, random.nextInt(50)));
        ExactSum read = Bytes.read(bytes(sum), ExactSum::readFrom);
        assertThat(bytes(read)).as("seed %d", seed).isEqualTo(bytes(sum));
        assertThat(read.value()).as("seed %d", seed).isEqualTo(sum.value());
        double more = number(random);
        read.add(more);
        sum.add(more);
        assertThat(bytes(read)).as("seed %d, after one more", seed).isEqualTo(bytes(sum));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void roundsHalfwayCasesToEvenAndDenormalsOnce(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            double x = random.nextBoolean() ? number(random) : random.nextInt(8) * Double.MIN_VALUE;
            double half = Math.ulp(x) / 2;
            ExactSum sum = sum(List.of(x, half));
            BigDecimal exact = new BigDecimal(x).add(new BigDecimal(half));
            assertThat(sum.value()).as("seed %d: %s + %s", seed, x, half).isEqualTo(exact.doubleValue());
            ExactSum tiny = new ExactSum();
            tiny.addProduct(x, NEAR_ZERO);
            tiny.addProduct(Math.ulp(x), NEAR_ZERO);
            exact = new BigDecimal(x).add(new BigDecimal(Math.ulp(x))).multiply(new BigDecimal(NEAR_ZERO));
            assertThat(tiny.value()).as("seed %d: %s near 0", seed, x).isEqualTo(exact.doubleValue());
        }
    }

    @Test
    void roundsToDenormalsTiesToEven() {
        ExactSum sum = new ExactSum();
        sum.addProduct(0x1p-538, 0x1p-537);
        assertThat(sum.value()).as("half of the smallest").isEqualTo(0.0);
        sum.addProduct(0x1p-1000, 0x1p-1000);
        assertThat(sum.value()).as("a little more than half").isEqualTo(Double.MIN_VALUE);
        sum.addProduct(-0x1p-1000, 0x1p-1000);
        sum.add(Double.MIN_VALUE);
        assertThat(sum.value()).as("one and a half").isEqualTo(2 * Double.MIN_VALUE);
    }

    @Test
    void survivesASumOutsideOfTheRangeOfDoubles() {
        ExactSum sum = sum(List.of(Double.MAX_VALUE, Double.MAX_VALUE));
        assertThat(sum.value()).isEqualTo(Double.POSITIVE_INFINITY);
        sum.add(-Double.MAX_VALUE);
        assertThat(sum.value()).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void carriesThroughMillionsOfEqualNumbers() {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < 3_000_000; i++) {
            sum.add(-BELOW_TWO);
        }
        BigDecimal exact = new BigDecimal(BELOW_TWO).negate().multiply(BigDecimal.valueOf(3_000_000));
        assertThat(sum.exact()).isEqualByComparingTo(exact);
        ExactSum doubled = new ExactSum();
        for (int i = 0; i < 22; i++) {
            doubled.add(sum);
            doubled.add(doubled);
        }
        assertThat(doubled.exact()).isEqualByComparingTo(exact.multiply(BigDecimal.valueOf((1L << 23) - 2)));
    }

    @Test
    void takesNegativeZeroForZero() {
        ExactSum sum = sum(List.of(-0.0, -0.0));
        assertThat(Double.doubleToRawLongBits(sum.value())).isZero();
        assertThat(bytes(sum)).isEqualTo(bytes(new ExactSum()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNotFinite(double x) {
        ExactSum sum = new ExactSum();
        assertThatThrownBy(() -> sum.add(x)).hasMessageContaining("Cannot add " + x);
        assertThatThrownBy(() -> sum.addProduct(1, x)).hasMessageContaining("Cannot add " + x);
        assertThatThrownBy(() -> sum.addProduct(0, x)).hasMessageContaining("Cannot add " + x);
        assertThatThrownBy(() -> sum.addProduct(1, x, 1)).hasMessageContaining("Cannot add " + x);
        assertThatThrownBy(() -> sum.addProduct(1, 1, x)).hasMessageContaining("Cannot add " + x);
    }

    private static ExactSum merged(List<Double> numbers, Random random) {
        List<ExactSum> parts = new ArrayList<>();
        for (int start = 0; start < numbers.size(); ) {
            int end = Math.min(numbers.size(), start + 1 + random.nextInt(numbers.size()));
            parts.add(sum(numbers.subList(start, end)));
            start = end;
        }
        while (parts.size() > 1) {
            ExactSum part = parts.remove(random.nextInt(parts.size()));
            ExactSum into = parts.get(random.nextInt(parts.size()));
            into.add(random.nextBoolean() ? Bytes.read(bytes(part), ExactSum::readFrom) : part);
        }
        return parts.get(0);
    }

    private static ExactSum sum(List<Double> numbers) {
        ExactSum sum = new ExactSum();
        numbers.forEach(sum::add);
        return sum;
    }

    private static byte[] bytes(ExactSum sum) {
        return Bytes.of(sum::writeTo);
    }

    /** Numbers of one scale, or of every scale, with an occasional giant that must cancel. */
    private static List<Double> numbers(Random random, int count) {
        List<Double> numbers = new ArrayList<>();
        boolean everyScale = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            numbers.add(everyScale ? number(random) : random.nextGaussian());
        }
        numbers.add(1e300);
        numbers.add(-1e300);
        return numbers;
    }

    private static double number(Random random) {
        double x;
        do {
            x = Double.longBitsToDouble(random.nextLong());
        } while (!(Math.abs(x) < 0x1p1000));
        return random.nextInt(10) == 0 ? x * 0x1p-1000 : x;
    }
}
