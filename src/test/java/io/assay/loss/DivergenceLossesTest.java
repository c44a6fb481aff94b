package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Divergences by hand, by laws between them, and against scipy 1.17.1. */
class DivergenceLossesTest {

    private static final double ULPS = 1e-14;

    private static final Doubles NONE = Doubles.of();
    private static final Doubles HALVES = Doubles.of(0.5, 0.5);
    private static final Doubles QUARTER = Doubles.of(0.25, 0.75);

    @Test
    void theReverseDivergenceHasItsArgumentsSwapped() {
        // 0.25·log(1/2) + 0.75·log(3/2)
        double expected = 0.25 * Math.log(0.5) + 0.75 * Math.log(1.5);

        assertThat(new ReverseKlDivergence().loss(HALVES, QUARTER, 0)).isCloseTo(expected, within(ULPS));
        assertThat(new KlDivergence().loss(QUARTER, HALVES, 0)).isCloseTo(expected, within(ULPS));
        assertThat(new ReverseKlDivergence().loss(Doubles.of(1, 0), HALVES, 0)).isInfinite();
    }

    @Test
    void theCrossEntropyIsTheEntropyAndTheDivergence() {
        for (int seed = 0; seed < 200; seed++) {
            Doubles y = distribution(seed);
            Doubles p = distribution(seed + 1000);
            double entropy = new CrossEntropyDistributions().loss(y, y);

            assertThat(new CrossEntropyDistributions().loss(y, p))
                    .as("seed " + seed)
                    .isCloseTo(entropy + new KlDivergence().loss(y, p, 0), within(1e-12));
        }
        assertThat(new CrossEntropyDistributions().loss(Doubles.of(1, 0), Doubles.of(1, 0)))
                .isZero();
        assertThat(new CrossEntropyDistributions().loss(HALVES, Doubles.of(1, 0)))
                .isInfinite();
    }

    @Test
    void theJensenShannonDistanceIsTheRootOfTheDivergence() {
        // Nothing shared: log 2 in nats, 1 in bits.
        assertThat(new JensenShannonDistance().loss(Doubles.of(1, 0), Doubles.of(0, 1), Math.E))
                .isCloseTo(Math.sqrt(Math.log(2)), within(ULPS));
        assertThat(new JensenShannonDistance().loss(Doubles.of(1, 0), Doubles.of(0, 1), 2))
                .isCloseTo(1, within(ULPS));
    }

    @Test
    void theJensenShannonDistanceIsAMetric() {
        JensenShannonDistance distance = new JensenShannonDistance();
        for (int seed = 0; seed < 500; seed++) {
            Doubles a = distribution(seed);
            Doubles b = distribution(seed + 1000);
            Doubles c = distribution(seed + 2000);

            assertThat(distance.loss(a, c, Math.E))
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(distance.loss(a, b, Math.E) + distance.loss(b, c, Math.E) + 1e-12);
        }
    }

    @Test
    void renyiOfOrderTwoIsTheLogarithmOfChiSquareAndOneTendsToKullbackLeibler() {
        for (int seed = 0; seed < 200; seed++) {
            Doubles y = distribution(seed);
            Doubles p = distribution(seed + 1000);
            double chiSquare = new ChiSquareDivergence().loss(y, p);

            assertThat(new RenyiDivergence().loss(y, p, 2))
                    .as("seed " + seed)
                    .isCloseTo(Math.log1p(chiSquare), within(1e-12));
            assertThat(new RenyiDivergence().loss(y, p, 1 + 1e-9))
                    .as("seed " + seed)
                    .isCloseTo(new KlDivergence().loss(y, p, 0), within(1e-6));
            assertThat(new RenyiDivergence().loss(y, p, 0.5))
                    .as("seed " + seed)
                    .isCloseTo(2 * new BhattacharyyaDistance().loss(y, p), within(1e-12));
        }
    }

    @Test
    void renyiOfLargeOrderIsTheLogarithmOfTheLargestRatio() {
        assertThat(new RenyiDivergence().loss(HALVES, QUARTER, 1e6)).isCloseTo(Math.log(2), within(1e-5));
        assertThat(new RenyiDivergence().loss(HALVES, Doubles.of(1, 0), 1.5)).isInfinite();
        assertThat(new RenyiDivergence().loss(HALVES, Doubles.of(1, 0), 0.5)).isCloseTo(Math.log(2), within(ULPS));
    }

    @Test
    void probabilityIsMovedOverTheWayBetweenPositions() {
        Doubles first = Doubles.of(1, 0, 0);
        Doubles last = Doubles.of(0, 0, 1);
        Doubles positions = Doubles.of(0, 1, 5);

        assertThat(new Wasserstein1d().loss(first, last, NONE)).isEqualTo(2);
        assertThat(new Wasserstein1d().loss(first, last, positions)).isEqualTo(5);
        assertThat(new EnergyDistance1d().loss(first, last, NONE)).isEqualTo(2);
        assertThat(new EnergyDistance1d().loss(first, last, positions)).isCloseTo(Math.sqrt(10), within(ULPS));
        // scipy wasserstein_distance and energy_distance.
        Doubles rising = Doubles.of(0.1, 0.2, 0.3, 0.4);
        Doubles falling = Doubles.of(0.4, 0.3, 0.2, 0.1);
        assertThat(new Wasserstein1d().loss(rising, falling, Doubles.of(0, 1, 2, 5)))
                .isCloseTo(1.6, within(ULPS));
        assertThat(new EnergyDistance1d().loss(rising, falling, Doubles.of(0, 1, 2, 5)))
                .isCloseTo(1.019803902718557, within(ULPS));
    }

    @Test
    void positionsAreAsManyAsClassesAndDoNotFall() {
        LossFunction wasserstein = LossFunction.of(new Wasserstein1d());

        assertThat(wasserstein.violation(HALVES, QUARTER, Doubles.of(1, 0)).map(Violation::reason))
                .contains("positions_not_in_order");
        assertThat(wasserstein.violation(HALVES, QUARTER, Doubles.of(1)).map(Violation::reason))
                .contains("unequal_lengths");
        assertThat(wasserstein.evaluate(HALVES, QUARTER, null)).isEqualTo(0.25);
    }

    @Test
    void theStabilityIndexIsTheDivergenceBothWaysWithEmptyBinsFilled() {
        // 0.25·log 2 − 0.25·log(2/3)
        assertThat(new PopulationStabilityIndex().loss(HALVES, QUARTER, 1e-4))
                .isCloseTo(0.25 * Math.log(3), within(ULPS));
        // 0.5·log 2 + (1e-4 − 0.5)·log(1e-4/0.5)
        assertThat(new PopulationStabilityIndex().loss(Doubles.of(1, 0), HALVES, 1e-4))
                .isCloseTo(0.5 * Math.log(2) + (1e-4 - 0.5) * Math.log(2e-4), within(ULPS));
        assertThat(new PopulationStabilityIndex().loss(Doubles.of(1, 0), HALVES, 0))
                .isInfinite();
        for (int seed = 0; seed < 100; seed++) {
            Doubles y = distribution(seed);
            Doubles p = distribution(seed + 1000);
            assertThat(new PopulationStabilityIndex().loss(y, p, 0))
                    .as("seed " + seed)
                    .isCloseTo(
                            new KlDivergence().loss(y, p, 0) + new ReverseKlDivergence().loss(y, p, 0), within(1e-12));
        }
    }

    @Test
    void theGaussianCodeCostsItsMeansAndItsVariances() {
        GaussianKl divergence = new GaussianKl();

        assertThat(divergence.loss(Doubles.of(0, 0), Doubles.of(0, 0))).isZero();
        assertThat(divergence.loss(Doubles.of(1, 2), Doubles.of(0, 0))).isEqualTo(2.5);
        // (4 − 1 − log 4)/2
        assertThat(divergence.loss(Doubles.of(0), Doubles.of(Math.log(4))))
                .isCloseTo((3 - Math.log(4)) / 2, within(ULPS));
        // v²/4 near 0.
        assertThat(divergence.loss(Doubles.of(0), Doubles.of(1e-9)) / 2.5e-19).isCloseTo(1, within(1e-8));
    }

    @Test
    void spectraAreComparedByRatios() {
        ItakuraSaito divergence = new ItakuraSaito();

        // 2 − log 2 − 1
        assertThat(divergence.loss(Doubles.of(2), Doubles.of(1))).isCloseTo(1 - Math.log(2), within(ULPS));
        assertThat(divergence.loss(Doubles.of(2e200, 3e-200), Doubles.of(1e200, 3e-200)))
                .isCloseTo(1 - Math.log(2), within(ULPS));
        // x²/2 near equality.
        assertThat(divergence.loss(Doubles.of(1 + 1e-9), Doubles.of(1)) / 5e-19).isCloseTo(1, within(1e-6));
    }

    @Test
    void smallDifferencesKeepTheirDigits() {
        // e²/(2y) for intensities.
        assertThat(new GeneralizedKlDivergence().loss(Doubles.of(1), Doubles.of(1 + 1e-9)) / 5e-19)
                .isCloseTo(1, within(1e-6));
        // (e²/0.5 + e²/0.5)/8 for probabilities.
        assertThat(new BhattacharyyaDistance().loss(HALVES, Doubles.of(0.5 - 1e-9, 0.5 + 1e-9)) / 5e-19)
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void logarithmsHaveToBeOfADistribution() {
        LossFunction divergence = LossFunction.of(new KlDivergenceLog());
        Doubles fine = Doubles.of(Math.log(0.5), Math.log(0.5));

        assertThat(divergence
                        .violation(fine, Doubles.of(Math.log(0.5), Math.log(0.4)))
                        .map(Violation::reason))
                .contains("probabilities_do_not_sum_to_one");
        assertThat(divergence.violation(fine, Doubles.of(0.1, -1)).map(Violation::reason))
                .contains("prediction_not_log_probability");
        assertThat(divergence.evaluate(Doubles.of(0, Double.NEGATIVE_INFINITY), fine))
                .isCloseTo(Math.log(2), within(ULPS));
        assertThat(divergence.evaluate(fine, Doubles.of(0, Double.NEGATIVE_INFINITY)))
                .isInfinite();
    }

    private static Doubles distribution(int seed) {
        double[] values = new Random(seed).doubles(4, 0.01, 1).toArray();
        double sum = values[0] + values[1] + values[2] + values[3];
        return Doubles.of(values[0] / sum, values[1] / sum, values[2] / sum, values[3] / sum);
    }
}
