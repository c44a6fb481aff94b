package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.DifferenceSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests by e-values, first of families and then inside: the rule by exhaustive search, and the rate where all depend on all. */
class EvidenceTestsTest {

    private static final double RATE = 0.1;

    private static double[] draw(Random random, int tests) {
        return IntStream.range(0, tests)
                .mapToDouble(i -> random.nextInt(3) == 0 ? 0 : Math.exp(2.5 * random.nextGaussian()))
                .toArray();
    }

    private static int rejected(HierarchicalTests tests, int family, int number) {
        return (int) IntStream.range(0, number)
                .filter(i -> tests.isRejected(family, i))
                .count();
    }

    /** The largest k of which the k largest are all at least m/(k·rate). */
    private static int largest(double[] evidence, double rate) {
        int most = 0;
        for (int k = 1; k <= evidence.length; k++) {
            double needed = evidence.length / (k * rate);
            if (Arrays.stream(evidence).filter(e -> e >= needed).count() >= k) {
                most = k;
            }
        }
        return most;
    }

    @Test
    void asManyAreRejectedAsExhaustiveSearchFinds() {
        Random random = new Random(1);
        int found = 0;
        for (int repetition = 0; repetition < 2_000; repetition++) {
            double[] evidence = draw(random, 1 + random.nextInt(9));
            HierarchicalTests tests = HierarchicalTests.ofEvidence(List.of(evidence), RATE);
            // A single family is selected if its mean is large enough; the most are then those of e-BH.
            boolean selected = Arrays.stream(evidence).sum() / evidence.length >= 1 / RATE;
            assertThat(tests.isSelected(0)).isEqualTo(selected);
            int expected = selected ? largest(evidence, RATE) : 0;
            assertThat(rejected(tests, 0, evidence.length)).isEqualTo(expected);
            // Where e-BH rejects something, the mean is large enough.
            assertThat(largest(evidence, RATE) > 0 && !selected).isFalse();
            found += expected > 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(100);
    }

    @Test
    void ofSeveralFamiliesTheInnerRateIsThatOfTheSelectedShare() {
        Random random = new Random(2);
        int several = 0;
        for (int repetition = 0; repetition < 2_000; repetition++) {
            List<double[]> families = new ArrayList<>();
            int number = 1 + random.nextInt(5);
            for (int i = 0; i < number; i++) {
                families.add(draw(random, 1 + random.nextInt(6)));
            }
            HierarchicalTests tests = HierarchicalTests.ofEvidence(families, RATE);
            double[] means = families.stream()
                    .mapToDouble(e -> Arrays.stream(e).sum() / e.length)
                    .toArray();
            int selected = largest(means, RATE);
            assertThat((int)
                            IntStream.range(0, number).filter(tests::isSelected).count())
                    .isEqualTo(selected);
            for (int i = 0; i < number; i++) {
                int expected = tests.isSelected(i) ? largest(families.get(i), RATE * selected / number) : 0;
                assertThat(rejected(tests, i, families.get(i).length)).isEqualTo(expected);
            }
            several += selected > 1 ? 1 : 0;
        }
        assertThat(several).isGreaterThan(50);
    }

    @Test
    void theOrderOfTestsDoesNotMatterToTheBit() {
        Random random = new Random(3);
        List<Double> values =
                new ArrayList<>(Arrays.stream(draw(random, 40)).boxed().toList());
        double expected = wholePValue(values);
        for (int i = 0; i < 30; i++) {
            Collections.shuffle(values, random);
            assertThat(wholePValue(values)).isEqualTo(expected);
        }
    }

    private static double wholePValue(List<Double> values) {
        double[] evidence = values.stream().mapToDouble(Double::doubleValue).toArray();
        return HierarchicalTests.ofEvidence(List.of(evidence), RATE).familyPValue(0);
    }

    /** Differences of 1 and −1 with even chances, on two run dates: the mean over all that may happen. */
    @Test
    void theEvidenceOfABoundedLookIsAtMostOneOnAverage() {
        int ofDate = 6;
        int outcomes = 1 << (2 * ofDate);
        double sum = 0;
        for (int outcome = 0; outcome < outcomes; outcome++) {
            int first = Integer.bitCount(outcome % (1 << ofDate));
            int second = Integer.bitCount(outcome >> ofDate);
            List<DifferenceSums> dates = List.of(
                    new DifferenceSums(ofDate, 2 * first - ofDate, ofDate),
                    new DifferenceSums(ofDate, 2 * second - ofDate, ofDate));
            BernsteinEvidence evidence = new BernsteinEvidence(new BernsteinSequence(1, 0.05, dates), "", "");
            sum += Math.exp(evidence.logEValue());
        }
        assertThat(sum / outcomes).isLessThanOrEqualTo(1).isGreaterThan(0.2);
        BernsteinEvidence none = new BernsteinEvidence(new BernsteinSequence(1, 0.05, List.of()), "", "");
        assertThat(none.logEValue()).isZero();
    }

    @Test
    void nothingAndNoEvidenceRejectNothing() {
        assertThat(HierarchicalTests.ofEvidence(List.of(new double[0]), RATE).isSelected(0))
                .isFalse();
        HierarchicalTests none = HierarchicalTests.ofEvidence(List.of(new double[] {0, 0}), RATE);
        assertThat(none.isSelected(0)).isFalse();
        assertThat(none.adjusted(0, 1)).isEqualTo(1);
        assertThat(none.familyPValue(0)).isEqualTo(1);
        HierarchicalTests most = HierarchicalTests.ofEvidence(List.of(new double[] {1e300, 1e300, 0}), RATE);
        assertThat(rejected(most, 0, 3)).isEqualTo(2);
    }

    /**
     * E-values of false hypotheses that are made to err together, 2/rate for all with probability rate/2 and otherwise 0: the mean
     * share of false rejections over selected families stays within the rate all the same.
     */
    @Test
    void theRateHoldsWhereAllErrTogether() {
        Random random = new Random(4);
        int repetitions = 20_000;
        double sum = 0;
        for (int repetition = 0; repetition < repetitions; repetition++) {
            double together = random.nextDouble() < RATE / 2 ? 2 / RATE : 0;
            List<double[]> families = List.of(
                    new double[] {together, together, together, 1e6},
                    new double[] {together, together, together, together});
            HierarchicalTests tests = HierarchicalTests.ofEvidence(families, RATE);
            double share = 0;
            int selected = 0;
            for (int family = 0; family < 2; family++) {
                if (tests.isSelected(family)) {
                    selected++;
                    int own = family;
                    double wrong = IntStream.range(0, 4)
                            .filter(i -> tests.isRejected(own, i) && !(own == 0 && i == 3))
                            .count();
                    share += wrong / Math.max(1, rejected(tests, family, 4));
                }
            }
            sum += share / Math.max(1, selected);
        }
        double rate = sum / repetitions;
        assertThat(rate).isLessThan(RATE + 3 * Math.sqrt(RATE * (1 - RATE) / repetitions));
        assertThat(rate).as("the rate is used").isGreaterThan(0.02);
    }
}
