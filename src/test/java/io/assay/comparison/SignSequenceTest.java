package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence on a median from signs that are looked at as they come. */
class SignSequenceTest {

    private static final double ALPHA = 0.05;

    private static SignSequence sequence(double tuned) {
        return new SignSequence(ALPHA, tuned);
    }

    /** If half of all lie beyond, an e-value has a mean of 1, and if fewer do of no more than 1, for every number. */
    @ParameterizedTest
    @ValueSource(doubles = {10, 300, 4_000})
    void theMeanOfTheEvidenceIsOneWhereHalfLieBeyond(double tuned) {
        for (int n = 1; n <= 80; n++) {
            double half = 0;
            double fewer = 0;
            for (int k = 0; k <= n; k++) {
                double evidence = Math.exp(sequence(tuned).logEvidence(k, n));
                half += BinomialDistribution.of(n, 0.5).probability(k) * evidence;
                fewer += BinomialDistribution.of(n, 0.4).probability(k) * evidence;
            }
            assertThat(half).as("n %d", n).isCloseTo(1, within(1e-10));
            assertThat(fewer).as("n %d", n).isLessThan(1);
        }
    }

    /** Against the integral of the likelihood ratio over the mixture, by Simpson's rule. */
    @Test
    void theClosedFormIsTheIntegralOfTheMixture() {
        double shape = (300 / ConfidenceSequence.tuning(2 * ALPHA) - 1) / 2;
        int steps = 20_000;
        for (int[] counts : new int[][] {{3, 5}, {60, 100}, {40, 100}, {180, 300}}) {
            double top = 0;
            double bottom = 0;
            for (int i = 0; i <= steps; i++) {
                double q = 0.5 + 0.5 * i / steps;
                double simpson = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
                double density = Math.pow(4 * q * (1 - q), shape - 1);
                double ratio = Math.pow(2 * q, counts[0]) * Math.pow(2 * (1 - q), counts[1] - counts[0]);
                top += simpson * density * ratio;
                bottom += simpson * density;
            }
            assertThat(sequence(300).logEvidence(counts[0], counts[1])).isCloseTo(Math.log(top / bottom), within(1e-6));
        }
    }

    /** The chance that fair coins ever go beyond the bound, step by step: no simulation, and at every single number. */
    @ParameterizedTest
    @ValueSource(doubles = {50, 1_000, 10_000})
    void fairCoinsHardlyEverGoBeyondTheBoundAtAnyNumber(double tuned) {
        SignSequence sequence = sequence(tuned);
        int most = 2_500;
        double[] chance = new double[most + 2];
        chance[0] = 1;
        double alarmed = 0;
        int refuted = 1;
        for (int n = 1; n <= most; n++) {
            for (int k = n; k >= 0; k--) {
                chance[k] = (chance[k] + (k > 0 ? chance[k - 1] : 0)) / 2;
            }
            // The bound moves by little from number to number, so it is looked for from where it was.
            while (refuted <= n && !(ConfidenceSequence.pValue(sequence.logEvidence(refuted, n)) <= ALPHA)) {
                refuted++;
            }
            for (int k = refuted; k <= n; k++) {
                alarmed += chance[k];
                chance[k] = 0;
            }
        }
        assertThat(alarmed).isGreaterThan(0.001).isLessThanOrEqualTo(ALPHA);
    }

    @Test
    void ranksAreThoseOfASearchThroughAllOfThem() {
        SignSequence sequence = sequence(1_000);
        for (int n : new int[] {1, 8, 30, 100, 137, 1_000}) {
            long found = -1;
            for (int rank = 0; rank < n; rank++) {
                if (ConfidenceSequence.pValue(sequence.logEvidence(n - rank, n)) <= ALPHA) {
                    found = rank;
                }
            }
            assertThat(sequence.lowerRank(ALPHA, n)).as("n %d", n).isEqualTo(found);
        }
        assertThat(sequence.lowerRank(ALPHA, 100)).isPositive();
    }

    @Test
    void manyValuesGiveTheNormalMixtureAndVeryManyAreThat() {
        double tuned = 100_000;
        ConfidenceSequence normal = new ConfidenceSequence(ALPHA, tuned);
        for (double z : new double[] {-1, 0, 2, 3.5}) {
            long n = 200_000;
            long beyond = Math.round((n + z * Math.sqrt(n)) / 2);
            double exactZ = (2.0 * beyond - n) / Math.sqrt(n);
            assertThat(sequence(tuned).logEvidence(beyond, n))
                    .isCloseTo(normal.at(n).logEvidenceAbove(exactZ), within(2e-3));
        }
        long many = 1L << 31;
        long beyond = many / 2 + 60_000;
        double before = new SignSequence(ALPHA, 1e9).logEvidence(beyond, many);
        double after = new SignSequence(ALPHA, 1e9).logEvidence(beyond, many + 1);
        assertThat(after).isCloseTo(before, within(1e-3));
    }

    @Test
    void theMeanOfTwoEvidencesIsTakenByTheirLogarithms() {
        assertThat(SignSequence.mean(Math.log(3), Math.log(5))).isCloseTo(Math.log(4), within(1e-14));
        assertThat(SignSequence.mean(Double.NEGATIVE_INFINITY, 0)).isCloseTo(-Math.log(2), within(1e-14));
        assertThat(SignSequence.mean(2_000, 0)).isCloseTo(2_000 - Math.log(2), within(1e-12));
        assertThat(sequence(1_000).logEvidence(70, 30, 100))
                .isCloseTo(
                        SignSequence.mean(
                                sequence(1_000).logEvidence(70, 100),
                                sequence(1_000).logEvidence(30, 100)),
                        within(1e-14));
    }
}
