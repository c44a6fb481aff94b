package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
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

    /** Runs of any length, in which some rows do not fit, so that these runs are told of. */
    @ParameterizedTest
    @MethodSource("seeds")
    void ofRunsAreTheExactSum(long seed) {
        Random random = new Random(seed);
        PlaceSums sums = new PlaceSums(DIGITS);
        int places = 1 + random.nextInt(RowRuns.RUNS);
        ExactSum[][] expected = new ExactSum[places][DIGITS.columns()];
        for (ExactSum[] of : expected) {
            Arrays.setAll(of, i -> new ExactSum());
        }
        int inexact = 0;
        for (int block = 0; block < 20; block++) {
            RowRuns rows = drawn(random, places);
            double[] a = rows.numbers(0);
            double[] b = rows.numbers(1);
            double[] difference = rows.numbers(2);
            DigitRuns runs = sums.begin(rows);
            runs.put(0, a);
            runs.put(1, a, b);
            runs.put(2, a, a, b);
            runs.put(3, difference, difference, b);
            runs.put(4, b, b, difference);
            BitSet left = sums.add(rows);
            inexact += left.cardinality();
            for (int run = 0; run < rows.runs(); run++) {
                for (int i = rows.start(run); i < rows.start(run + 1) && !left.get(run); i++) {
                    add(expected[rows.place(run)], a[i], b[i], difference[i]);
                }
            }
        }
        for (int place = 0; place < places; place++) {
            for (int i = 0; i < DIGITS.columns(); i++) {
                assertThat(Bytes.of(sums.sum(place, i)::writeTo))
                        .as("seed %d, place %d, column %d", seed, place, i)
                        .isEqualTo(Bytes.of(expected[place][i]::writeTo));
            }
        }
        assertThat(inexact).as("seed %d", seed).isLessThan(20 * places);
    }

    private static final DigitColumns DIGITS =
            new DigitColumns(0, new int[] {-24, -20, -34, -34, -34}, new int[] {2, 3, 4, 4, 4});

    private static RowRuns drawn(Random random, int places) {
        RowRuns rows = new RowRuns(3);
        double[] numbers = new double[3 * RowRuns.ROWS];
        rows.begin(false);
        int place = random.nextInt(places);
        while (rows.takes(place, false)) {
            double a = inRange(random);
            double b = inRange(random);
            double[] row = {a, b, a - b};
            int at = row.length * rows.rows();
            System.arraycopy(row, 0, numbers, at, row.length);
            rows.add(at);
            place = random.nextInt(8) > 0 ? place : random.nextInt(places);
        }
        rows.fetch(numbers);
        return rows;
    }

    /** Mostly around 1, some at the ends of what the columns hold: none may be above, few are below. */
    private static double inRange(Random random) {
        return switch (random.nextInt(60)) {
            case 0 -> 0;
            case 1, 2 -> 25 * (random.nextBoolean() ? 1 : -1);
            case 3 -> 1 - 0x1p-53;
            case 4 -> Math.scalb(1 + random.nextDouble(), -16);
            case 5 -> random.nextInt(8) > 0 ? 0.5 : Math.scalb(random.nextDouble(), -40);
            default -> 0.01 + random.nextDouble();
        };
    }

    private static void add(ExactSum[] sums, double a, double b, double difference) {
        sums[0].add(a);
        sums[1].addProduct(a, b);
        sums[2].addProduct(a, a, b);
        sums[3].addProduct(difference, difference, b);
        sums[4].addProduct(b, b, difference);
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
