package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums in digits are exact, and rounded as exact sums are. */
class PlaceSumsLawsTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areTheExactSum(long seed) {
        Random random = new Random(seed);
        int scale = random.nextInt(80) - 40;
        PlaceSums sums = new PlaceSums(new DigitColumns(0, new int[] {-24, -20, -34}, new int[] {2, 3, 4}));
        ExactSum[] expected = {new ExactSum(), new ExactSum(), new ExactSum()};
        for (int i = random.nextInt(300); i >= 0; i--) {
            double a = number(random, scale);
            double b = number(random, scale);
            DigitRow row = sums.begin();
            row.put(0, a);
            row.put(1, a, b);
            row.put(2, a, a, b);
            sums.add(1);
            expected[0].add(a);
            expected[1].addProduct(a, b);
            expected[2].addProduct(a, a, b);
        }
        sums.carry(1);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Bytes.of(sums.sum(1, i)::writeTo)).as("seed %d", seed).isEqualTo(Bytes.of(expected[i]::writeTo));
            assertThat(sums.value(1, i)).as("seed %d, column %d", seed, i).isEqualTo(expected[i].value());
        }
    }

    private static double number(Random random, int scale) {
        return Math.scalb(random.nextGaussian(), scale + random.nextInt(20));
    }

    /** Digits around the places where rounding turns, ties included. */
    @ParameterizedTest
    @MethodSource("seeds")
    void areRoundedOnceToTheNearestTiesToEven(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            int top = random.nextInt(200) - 150;
            long[] digits = new long[1 + random.nextInt(5)];
            ExactSum expected = new ExactSum();
            for (int j = 0; j < digits.length; j++) {
                digits[j] = digit(random) >> (j == 0 ? random.nextInt(56) : 0);
                int place = top - DigitColumns.BITS * j;
                expected.addProduct(digits[j] >> 28, Math.scalb(1.0, place + 28));
                expected.addProduct(digits[j] & 0xFFF_FFFFL, Math.scalb(1.0, place));
            }
            assertThat(DigitColumns.rounded(digits, 0, digits.length, top))
                    .as("seed %d, %s from 2^%d", seed, Arrays.toString(digits), top)
                    .isEqualTo(expected.value());
        }
    }

    private static long digit(Random random) {
        long half = 1L << (DigitColumns.BITS - 1);
        long any = (random.nextLong() >> 8) % half;
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(3) - 1;
            case 2 -> -half;
            case 3 -> half - 1;
            case 4 -> 1L << random.nextInt(DigitColumns.BITS - 1);
            default -> any;
        };
    }
}
