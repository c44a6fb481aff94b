package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.Dyadic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddablePartsTest {

    private static final double STEP = 0x1p-52 * 1.000001;

    /** Parts of any sizes, of which some cancel almost. */
    private static List<Dyadic> random(Random random) {
        int spread = random.nextInt(18);
        List<Dyadic> parts = new ArrayList<>();
        for (int n = 1 + random.nextInt(60); n > 0; n--) {
            double value = random.nextInt(12) == 0
                    ? 0
                    : random.nextGaussian() * Math.pow(10, spread * (random.nextDouble() - 0.5));
            parts.add(Dyadic.of(value).over(Dyadic.of(1 + random.nextInt(7))));
            if (random.nextInt(3) == 0) {
                parts.add(Dyadic.of(-value * (1 + random.nextGaussian() * Math.pow(2, -random.nextInt(60)))));
            }
        }
        return parts;
    }

    private static BigDecimal decimal(Dyadic x) {
        return x.decimal();
    }

    private static Dyadic sum(List<Dyadic> parts) {
        return parts.stream().reduce(Dyadic.ZERO, Dyadic::plus);
    }

    /** Of two costs that are rounded, or of the exact one. */
    private static double total(Random random, List<Dyadic> parts) {
        if (random.nextBoolean()) {
            return sum(parts).value();
        }
        double baseline = random.nextGaussian() * Math.pow(10, 12 * random.nextDouble() - 4);
        return sum(parts).plus(Dyadic.of(baseline)).value() - baseline;
    }

    @Test
    void partsAddUpInAnyOrderAndWithTheRemainderToTheTotalToTheBit() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            List<Dyadic> exact = random(random);
            double total = total(random, exact);
            AddableParts parts = AddableParts.of(exact, total).orElseThrow();
            List<Double> values = new ArrayList<>();
            BigDecimal decimal = BigDecimal.ZERO;
            for (int i = 0; i < exact.size(); i++) {
                values.add(parts.part(i));
                decimal = decimal.add(new BigDecimal(parts.part(i)));
            }
            for (int order = 0; order < 5; order++) {
                double sum = 0;
                for (double value : values) {
                    sum += value;
                }
                assertThat(new BigDecimal(sum)).as("seed %d", seed).isEqualByComparingTo(decimal);
                assertThat(sum + parts.remainder()).as("seed %d", seed).isEqualTo(total);
                assertThat(new BigDecimal(sum).add(new BigDecimal(parts.remainder())))
                        .as("seed %d", seed)
                        .isEqualByComparingTo(new BigDecimal(total));
                Collections.shuffle(values, random);
            }
        }
    }

    @Test
    void aPartIsWithinOneAndAHalfStepsOfWhatItIs() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            List<Dyadic> exact = random(random);
            double size =
                    exact.stream().mapToDouble(part -> Math.abs(part.value())).sum();
            AddableParts parts = AddableParts.of(exact, sum(exact).value()).orElseThrow();
            for (int i = 0; i < exact.size(); i++) {
                double moved = decimal(exact.get(i))
                        .subtract(new BigDecimal(parts.part(i)))
                        .abs()
                        .doubleValue();
                assertThat(moved).as("seed %d", seed).isLessThanOrEqualTo(1.5 * STEP * size);
                if (exact.get(i).signum() == 0) {
                    assertThat(parts.part(i)).isZero();
                }
            }
            assertThat(Math.abs(parts.remainder())).as("seed %d", seed).isLessThanOrEqualTo(STEP * size);
        }
    }

    @Test
    void partsOfOneSignLeaveNothing() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Dyadic> exact = new ArrayList<>();
            for (int n = 1 + random.nextInt(30); n > 0; n--) {
                exact.add(Dyadic.of(random.nextDouble()));
            }
            AddableParts parts = AddableParts.of(exact, sum(exact).value()).orElseThrow();
            assertThat(parts.remainder()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void theOtherSignGivesTheOtherSign() {
        for (int seed = 0; seed < 300; seed++) {
            List<Dyadic> exact = random(new Random(seed));
            double total = total(new Random(seed), exact);
            AddableParts parts = AddableParts.of(exact, total).orElseThrow();
            AddableParts others = AddableParts.of(
                            exact.stream().map(Dyadic::negate).toList(), -total)
                    .orElseThrow();
            for (int i = 0; i < exact.size(); i++) {
                assertThat(others.part(i) + 0.0).as("seed %d", seed).isEqualTo(-parts.part(i) + 0.0);
            }
            assertThat(others.remainder() + 0.0).as("seed %d", seed).isEqualTo(-parts.remainder() + 0.0);
        }
    }

    @Test
    void noOrderOfThreeDoublesNeedsToBeExactSoThatSomethingRemains() {
        // 3 − 3 + 0.1 in the wrong order is not 0.1: no double near 3 holds the last bits of 0.1.
        AddableParts parts = AddableParts.of(List.of(Dyadic.of(3), Dyadic.of(-3), Dyadic.of(0.1)), 0.1)
                .orElseThrow();
        assertThat((3 + 0.1) - 3).isNotEqualTo(0.1);
        double third = parts.part(2);
        assertThat((3 + third) - 3).isEqualTo(third);
        assertThat(third + parts.remainder()).isEqualTo(0.1);
    }

    @Test
    void aTotalThatIsNotTheSumOfItsPartsIsReachedAllTheSame() {
        List<Dyadic> exact = List.of(Dyadic.of(1e-17), Dyadic.of(2e-17), Dyadic.of(-1.9e-17));
        double total = 1.25e-22;
        AddableParts parts = AddableParts.of(exact, total).orElseThrow();
        assertThat(parts.part(2) + parts.part(0) + parts.part(1) + parts.remainder())
                .isEqualTo(total);
    }

    @Test
    void theSmallestNumbersAddUpAndTheLargestAreRefused() {
        List<Dyadic> small = List.of(Dyadic.of(Double.MIN_VALUE), Dyadic.of(-3 * Double.MIN_VALUE));
        AddableParts parts = AddableParts.of(small, -2 * Double.MIN_VALUE).orElseThrow();
        assertThat(parts.part(0) + parts.part(1)).isEqualTo(-2 * Double.MIN_VALUE);
        List<Dyadic> large = List.of(Dyadic.of(Double.MAX_VALUE), Dyadic.of(-Double.MAX_VALUE));
        assertThat(AddableParts.of(large, 0)).isEmpty();
        AddableParts none = AddableParts.of(List.of(Dyadic.ZERO), 0.25).orElseThrow();
        assertThat(none.part(0)).isZero();
        assertThat(none.remainder()).isEqualTo(0.25);
    }
}
