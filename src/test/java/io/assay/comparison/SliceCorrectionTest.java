package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Benjamini and Yekutieli's correction of slices, which holds whatever their tests have to do with each other. */
class SliceCorrectionTest {

    private static final double RATE = 0.1;

    private static HierarchicalTests by(List<double[]> families) {
        return new HierarchicalTests(families, RATE, SliceCorrection.BENJAMINI_YEKUTIELI);
    }

    private static double[] pValues(Random random, int number) {
        return random.doubles(number)
                .map(u -> random.nextInt(3) == 0 ? u * 1e-3 : u)
                .toArray();
    }

    private static long rejected(HierarchicalTests tests, int family, int number) {
        return IntStream.range(0, number)
                .filter(i -> tests.isRejected(family, i))
                .count();
    }

    @Test
    void theFactorIsTheHarmonicSum() {
        assertThat(SliceCorrection.BENJAMINI_YEKUTIELI.factor(4)).isCloseTo(25.0 / 12, within(1e-15));
        assertThat(SliceCorrection.BENJAMINI_HOCHBERG.factor(4)).isEqualTo(1);
        assertThat(SliceCorrection.E_BH.factor(4)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void asManyAreRejectedAsTryingEveryNumberFinds(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            double[] p = pValues(random, 1 + random.nextInt(30));
            int most = SequenceChecks.rejectedByTrying(p, RATE);
            assertThat(rejected(by(List.of(p)), 0, p.length))
                    .as("seed %d, trial %d, %s", seed, trial, Arrays.toString(p))
                    .isEqualTo(most);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsNamedThatBenjaminiAndHochbergWouldNotName(long seed) {
        Random random = new Random(seed);
        int fewer = 0;
        for (int trial = 0; trial < 200; trial++) {
            List<double[]> families = new ArrayList<>();
            for (int family = 1 + random.nextInt(4); family > 0; family--) {
                families.add(pValues(random, 1 + random.nextInt(20)));
            }
            HierarchicalTests strict = by(families);
            HierarchicalTests loose = new HierarchicalTests(families, RATE);
            for (int family = 0; family < families.size(); family++) {
                for (int test = 0; test < families.get(family).length; test++) {
                    assertThat(loose.isRejected(family, test) || !strict.isRejected(family, test))
                            .as("seed %d, trial %d, family %d, test %d", seed, trial, family, test)
                            .isTrue();
                    fewer += loose.isRejected(family, test) && !strict.isRejected(family, test) ? 1 : 0;
                }
            }
        }
        assertThat(fewer).isPositive();
    }

    /**
     * The least favourable dependence (Guo and Rao 2008): with probability π_k exactly k of m tests of true hypotheses have a p-value
     * between rate·(k−1)/m and rate·k/m. Each p-value is uniform as far as that, and Benjamini and Hochberg's rate is too high by
     * Σ 1/i; the corrected one still holds.
     */
    @Test
    void theRateHoldsUnderTheWorstDependence() {
        int tests = 50;
        double rate = 0.2;
        Random random = new Random(20_260_104);
        int runs = 20_000;
        double plain = 0;
        double corrected = 0;
        for (int run = 0; run < runs; run++) {
            double[] p = worst(random, tests, rate);
            plain += namesAny(new HierarchicalTests(List.of(p), rate), tests);
            corrected += namesAny(new HierarchicalTests(List.of(p), rate, SliceCorrection.BENJAMINI_YEKUTIELI), tests);
        }
        assertThat(plain / runs).as("Benjamini-Hochberg").isGreaterThan(2 * rate);
        assertThat(corrected / runs).as("Benjamini-Yekutieli").isLessThanOrEqualTo(rate);
    }

    private static double namesAny(HierarchicalTests tests, int number) {
        return rejected(tests, 0, number) > 0 ? 1 : 0;
    }

    /** k tests share a step of the procedure's line with probability rate/k, so that all others are beyond it. */
    private static double[] worst(Random random, int tests, double rate) {
        double[] p = new double[tests];
        Arrays.setAll(p, i -> rate + (1 - rate) * random.nextDouble());
        double u = random.nextDouble();
        double before = 0;
        for (int k = 1; k <= tests; k++) {
            before += rate / k;
            if (u < before) {
                int[] order = IntStream.range(0, tests).toArray();
                for (int i = 0; i < k; i++) {
                    int other = i + random.nextInt(tests - i);
                    int chosen = order[other];
                    order[other] = order[i];
                    order[i] = chosen;
                    p[chosen] = rate * (k - 1 + random.nextDouble()) / tests;
                }
                return p;
            }
        }
        return p;
    }
}
