package io.assay.loss;

import static io.assay.loss.Called.denominator;
import static io.assay.loss.Called.loss;
import static io.assay.loss.Called.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of distributions, ensembles and quantiles, by hand, by their definitions and against each other. */
class ForecastLossesTest {

    private static final Percentage NEARLY_EXACT = Percentage.withPercentage(1e-10);
    private static final double HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

    @Test
    void anExpectileInTheMiddleIsTheMean() {
        assertThat(loss("expectile_loss", 5, 2)).isEqualTo(4.5);
        assertThat(loss("expectile_loss", 2, 5)).isEqualTo(4.5);
    }

    @Test
    void quantilesAreTakenAsAShareOfTheLabel() {
        Doubles quantiles = Doubles.of(-1, 0, 1);
        Doubles tau = Doubles.of(0.25, 0.5, 0.75);

        assertThat(loss("weighted_quantile_loss", -4, quantiles, tau))
                .isEqualTo(loss("multi_quantile_loss", -4, quantiles, tau));
        assertThat(denominator("weighted_quantile_loss", -4, quantiles, tau)).isEqualTo(4);
    }

    @Test
    void theScoreOfQuantilesIsTwiceTheirMeanPinballLoss() {
        // 1/4, 0 and 1/4.
        assertThat(loss("crps_quantile", 0, Doubles.of(-1, 0, 1), Doubles.of(0.25, 0.5, 0.75)))
                .isCloseTo(1.0 / 3, NEARLY_EXACT);
        assertThat(reason("crps_quantile", 0, Doubles.of(-1, 0, 1), Doubles.of(0.1, 0.5, 0.8)))
                .isEqualTo("tau_not_evenly_spaced");
        assertThat(reason("crps_quantile", 0, Doubles.of(-1, 0), Doubles.of(0.6, 0.5)))
                .isEqualTo("tau_not_evenly_spaced");
    }

    @Test
    void manyQuantilesScoreAsTheirDistribution() {
        double[] tau = IntStream.range(1, 1000).mapToDouble(k -> k / 1000.0).toArray();

        // The uniform distribution on [0, 1] at 0.3: (0.3³ + 0.7³)/3.
        assertThat(loss("crps_quantile", 0.3, Doubles.of(tau), Doubles.of(tau))).isCloseTo(0.37 / 3, within(1e-3));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anEnsembleScoresByItsDefinition(long seed) {
        Random random = new Random(seed);
        double[] members = random.doubles(2 + random.nextInt(9), -3, 3).toArray();
        double label = 4 * random.nextDouble() - 2;
        double toLabel =
                DoubleStream.of(members).map(x -> Math.abs(x - label)).average().orElseThrow();
        double among = 0;
        for (double one : members) {
            among += DoubleStream.of(members).map(x -> Math.abs(x - one)).sum();
        }
        double size = members.length;

        assertThat(loss("crps_ensemble", label, Doubles.of(members)))
                .isCloseTo(toLabel - among / (2 * size * size), within(1e-13));
        assertThat(loss("crps_ensemble", label, Doubles.of(members), 1))
                .isCloseTo(toLabel - among / (2 * size * (size - 1)), within(1e-13));
    }

    @Test
    void aFairEnsembleThatSurroundsItsLabelCostsNothingWithTwoMembers() {
        assertThat(loss("crps_ensemble", 0.1, Doubles.of(-0.3, 0.7), 1)).isEqualTo(0.0);
        assertThat(reason("crps_ensemble", 0.1, Doubles.of(0.7), 1)).isEqualTo("one_member");
        assertThat(reason("crps_ensemble", 0.1, Doubles.of(0.7), 0)).isEmpty();
    }

    @Test
    void aThresholdBelowEverythingChangesNothing() {
        Doubles members = Doubles.of(1.5, -0.5, 0.25, 3);

        assertThat(loss("threshold_weighted_crps", 0.75, members, -1e6))
                .isEqualTo(loss("crps_ensemble", 0.75, members));
    }

    @Test
    void whatLiesBelowAThresholdIsTakenForIt() {
        // The members 2 and 3 against 5: 5/2 − 1/4.
        assertThat(loss("threshold_weighted_crps", 5, Doubles.of(1, 3), 2)).isCloseTo(2.25, NEARLY_EXACT);
        assertThat(loss("threshold_weighted_crps", 1, Doubles.of(0, -3), 2)).isEqualTo(0.0);
    }

    @Test
    void aNormalDistributionScoresItsDeviationAtItsMean() {
        assertThat(loss("crps_gaussian", 7, Doubles.of(7, 3)))
                .isCloseTo(3 * (Math.sqrt(2) - 1) / Math.sqrt(Math.PI), NEARLY_EXACT);
        assertThat(loss("crps_gaussian", 7, Doubles.of(5, 0))).isEqualTo(2);
        assertThat(loss("crps_gaussian", 1e300, Doubles.of(0, 1e-300))).isEqualTo(1e300);
    }

    @Test
    void studentsDistributionIsCauchysAtOneAndAlgebraicAtTwo() {
        double z = 1.5;

        assertThat(loss("student_t_nll", 2 + 4 * z, Doubles.of(2, 4), 1))
                .isCloseTo(Math.log(Math.PI * 4) + Math.log1p(z * z), NEARLY_EXACT);
        assertThat(loss("student_t_nll", 2 + 4 * z, Doubles.of(2, 4), 2))
                .isCloseTo(Math.log(2 * Math.sqrt(2) * 4) + 1.5 * Math.log1p(z * z / 2), NEARLY_EXACT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e10, 1e12, 1e15, 1e100, 1e308})
    void studentsDistributionWithoutEndIsNormal(double df) {
        assertThat(loss("student_t_nll", 3.5, Doubles.of(2, 0.5), df))
                .isCloseTo(loss("gaussian_nll", 3.5, Doubles.of(2, 0.25), 1), within(1e-8));
    }

    @Test
    void aLabelFarOutOrAScaleThatIsTinyCostsALogarithm() {
        // At df 1: log(π·s) + log(1 + z²), about log π + 2·log|e| − log s.
        assertThat(loss("student_t_nll", 1e200, Doubles.of(0, 1), 1))
                .isCloseTo(Math.log(Math.PI) + 400 * Math.log(10), NEARLY_EXACT);
        assertThat(loss("student_t_nll", 1, Doubles.of(0, 1e-310), 1))
                .isCloseTo(Math.log(Math.PI) + 310 * Math.log(10), NEARLY_EXACT);
    }

    @Test
    void aLogNormalLabelIsANormalLogarithm() {
        double label = 3;

        assertThat(loss("lognormal_nll", label, Doubles.of(0.5, 2)))
                .isCloseTo(
                        loss("gaussian_nll", Math.log(label), Doubles.of(0.5, 4), 1) + Math.log(label), NEARLY_EXACT);
    }

    @Test
    void theDawidSebastianiScoreIsTwiceTheNormalSurpriseWithoutItsConstant() {
        assertThat(loss("dawid_sebastiani_score", 1, Doubles.of(3, 0.5)))
                .isCloseTo(2 * loss("gaussian_nll", 1, Doubles.of(3, 0.25)), NEARLY_EXACT);
    }

    @Test
    void aMixtureOfOneIsANormalDistribution() {
        assertThat(loss("mixture_density_nll", 1, Doubles.of(1), Doubles.of(3), Doubles.of(0.5)))
                .isCloseTo(loss("gaussian_nll", 1, Doubles.of(3, 0.25), 1), NEARLY_EXACT);
        assertThat(loss("mixture_density_nll", 1, Doubles.of(0, 1), Doubles.of(1, 3), Doubles.of(1e-3, 0.5)))
                .isCloseTo(loss("gaussian_nll", 1, Doubles.of(3, 0.25), 1), NEARLY_EXACT);
    }

    @Test
    void aMixtureDoesNotUnderflowFarOut() {
        Doubles halves = Doubles.of(0.5, 0.5);
        Doubles means = Doubles.of(-1, 1);
        Doubles deviations = Doubles.of(1, 1);

        assertThat(loss("mixture_density_nll", 0, halves, means, deviations))
                .isCloseTo(0.5 + HALF_LOG_TWO_PI, NEARLY_EXACT);
        assertThat(loss("mixture_density_nll", 1000, halves, means, deviations))
                .isCloseTo(999.0 * 999 / 2 + HALF_LOG_TWO_PI + Math.log(2), NEARLY_EXACT);
    }

    @Test
    void thePredictedProbabilityOfTheLabelIsHandedOn() {
        assertThat(loss("pit_value", 12, 0.75)).isEqualTo(0.75);
        assertThat(loss("pit_value", 12, 1 + 1e-12)).isEqualTo(1);
        assertThat(reason("pit_value", 12, 1.5)).isEqualTo("prediction_not_probability");
        assertThat(reason("pit_value", Double.NaN, 0.5)).isEqualTo("label_nan");
    }

    @Test
    void inOneDimensionTheEnergyScoreIsThatOfAnEnsemble() {
        Doubles members = Doubles.of(1.5, -0.5, 0.25, 3);
        Matrix rows = Matrix.of(new double[][] {{1.5}, {-0.5}, {0.25}, {3}});

        assertThat(loss("energy_score", Doubles.of(0.75), rows))
                .isCloseTo(loss("crps_ensemble", 0.75, members), NEARLY_EXACT);
    }

    @Test
    void theEnergyScoreGoesByDistances() {
        Doubles origin = Doubles.of(0, 0);

        // The distances to the label are 5 and 0, those among the members 5 twice and 0 twice.
        assertThat(loss("energy_score", origin, Matrix.of(new double[][] {{3, 4}, {0, 0}})))
                .isCloseTo(1.25, NEARLY_EXACT);
        assertThat(loss("energy_score", origin, Matrix.of(new double[][] {{3, 4}})))
                .isEqualTo(5);
        assertThat(reason("energy_score", origin, Matrix.of(new double[][] {{3, 4}, {0}})))
                .isEqualTo("unequal_lengths");
        assertThat(reason("energy_score", origin, Matrix.of())).isEqualTo("unequal_lengths");
    }

    @Test
    void theVariogramScoreGoesByDifferencesWithinAVector() {
        Doubles label = Doubles.of(0, 4);
        Matrix members = Matrix.of(new double[][] {{10, 11}, {0, 9}});

        // √4 against the mean of √1 and √9; 4 against the mean of 1 and 9, both ways.
        assertThat(loss("variogram_score", label, members)).isCloseTo(0, within(1e-15));
        assertThat(loss("variogram_score", label, members, 1)).isEqualTo(2);
    }
}
