package io.assay.loss;

import static io.assay.loss.Called.loss;
import static io.assay.loss.Called.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of counts and positive values, by hand and against each other. */
class CountLossesTest {

    private static final Percentage NEARLY_EXACT = Percentage.withPercentage(1e-11);
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void aPoissonCountIsAsSurprisingAsItIsRare() {
        assertThat(loss("poisson_nll", 3, 2, 1)).isCloseTo(2 - 3 * Math.log(2) + Math.log(6), NEARLY_EXACT);
        assertThat(loss("poisson_nll", 0, 1e-300, 1)).isEqualTo(1e-300);
        assertThat(loss("poisson_nll", 0, 0)).isEqualTo(0.0);
        assertThat(loss("poisson_nll", 2, 0)).isEqualTo(INFINITY);
        assertThat(reason("poisson_nll", 2, 0)).isEqualTo("infinite_loss");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e6, 1e10, 1e15})
    void aLargePoissonCountAtItsRateIsAsSurprisingAsANormalOne(double count) {
        // Stirling: log(2π·y)/2 + 1/(12·y).
        assertThat(loss("poisson_nll", count, count, 1))
                .isCloseTo(Math.log(2 * Math.PI * count) / 2 + 1 / (12 * count), NEARLY_EXACT);
    }

    @Test
    void aLogRateThatOverflowsIsInfinite() {
        assertThat(loss("poisson_nll_log", 1e308, 1e4)).isEqualTo(INFINITY);
        assertThat(loss("poisson_nll_log", 3, -1e4)).isEqualTo(3e4);
    }

    @Test
    void aGammaLabelOfShapeOneIsExponential() {
        assertThat(loss("gamma_nll", 3, 2)).isCloseTo(1.5 + Math.log(2), NEARLY_EXACT);
        // Of shape 2: (2/p)²·y·exp(−2y/p).
        assertThat(loss("gamma_nll", 3, 2, 2)).isCloseTo(3 - Math.log(3), NEARLY_EXACT);
        // Of shape 1/2, by Γ(1/2) = √π: (1/(2p))^½·y^(−½)·exp(−y/(2p))/√π.
        assertThat(loss("gamma_nll", 3, 2, 0.5))
                .isCloseTo((Math.log(4) + Math.log(3) + Math.log(Math.PI)) / 2 + 0.75, NEARLY_EXACT);
    }

    @Test
    void aGammaLabelOfALargeShapeIsNearlyNormal() {
        // At its mean: log(2π·y²/k)/2 + 1/(12·k).
        double shape = 1e12;

        assertThat(loss("gamma_nll", 3, 3, shape))
                .isCloseTo(Math.log(2 * Math.PI * 9 / shape) / 2 + 1 / (12 * shape), NEARLY_EXACT);
    }

    @Test
    void anInverseGaussianMeanIsATweedieMeanOfPowerThree() {
        assertThat(loss("inverse_gaussian_deviance", 2, 1)).isEqualTo(0.5);
        assertThat(loss("inverse_gaussian_deviance", 0.3, 7))
                .isCloseTo(loss("tweedie_deviance", 0.3, 7, 3), NEARLY_EXACT);
    }

    @Test
    void aTweedieSurpriseIsHalfItsDevianceUpToANumberOfTheLabel() {
        assertThat(loss("tweedie_nll", 4, 1)).isCloseTo(10, NEARLY_EXACT);
        assertThat(loss("tweedie_nll", 4, 9, 1.2) - loss("tweedie_nll", 4, 1, 1.2))
                .isCloseTo(
                        (loss("tweedie_deviance", 4, 9, 1.2) - loss("tweedie_deviance", 4, 1, 1.2)) / 2, NEARLY_EXACT);
        assertThat(reason("tweedie_nll", 4, 1, 2)).isEqualTo("rho_not_between_one_and_two");
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 3", "4, 2.5", "150, 130", "3000000, 2999000"})
    void aNegativeBinomialCountWithoutOverdispersionIsAPoissonCount(double count, double mean) {
        assertThat(loss("negative_binomial_nll", count, mean, 1e-16))
                .isCloseTo(loss("poisson_nll", count, mean, 1), within(1e-8));
        assertThat(loss("negative_binomial_nll", count, mean, Double.MIN_VALUE))
                .isCloseTo(loss("poisson_nll", count, mean, 1), within(1e-12));
        assertThat(loss("negative_binomial_deviance", count, mean, 1e-16))
                .isCloseTo(loss("poisson_deviance", count, mean), within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 3", "7, 2", "40, 1e-8", "1000000, 1e12"})
    void aNegativeBinomialCountOfOverdispersionOneIsGeometric(double count, double mean) {
        double geometric = Math.log1p(mean) + count * Math.log1p(1 / mean);

        assertThat(loss("negative_binomial_nll", count, mean, 1)).isCloseTo(geometric, NEARLY_EXACT);
    }

    @Test
    void aNegativeBinomialCountIsWhole() {
        assertThat(reason("negative_binomial_nll", 1.5, 2, 1)).isEqualTo("label_not_whole_number");
        assertThat(reason("negative_binomial_deviance", -1, 2, 1)).isEqualTo("label_not_whole_number");
    }

    @Test
    void aShareOfExtraZerosMakesZerosLessAndCountsMoreSurprising() {
        double rate = Math.log(2);

        assertThat(loss("zero_inflated_poisson_nll", 0, rate, 0.5)).isCloseTo(-Math.log(0.75), NEARLY_EXACT);
        assertThat(loss("zero_inflated_poisson_nll", 2, rate, 0.5))
                .isCloseTo(loss("poisson_nll", 2, rate, 1) + Math.log(2), NEARLY_EXACT);
        assertThat(loss("zero_inflated_poisson_nll", 0, 5000, 0.5)).isCloseTo(Math.log(2), NEARLY_EXACT);
        assertThat(loss("zero_inflated_poisson_nll", 0, 5000, 0)).isEqualTo(5000);
        assertThat(loss("zero_inflated_poisson_nll", 0, 1e-20, 0)).isCloseTo(1e-20, NEARLY_EXACT);
        assertThat(reason("zero_inflated_poisson_nll", 0, 1, 1)).isEqualTo("pi_too_large");
    }

    @Test
    void successesAmongTrialsAreAsSurprisingAsTheirLikelihoodIsSmall() {
        // 2·(log(1/0.5) + log(1/1.5)).
        assertThat(loss("binomial_deviance", 1, 2, 0.25)).isCloseTo(2 * Math.log(4.0 / 3), NEARLY_EXACT);
        assertThat(loss("binomial_deviance", 1, 4, 0.25)).isEqualTo(0.0);
        assertThat(loss("binomial_deviance", 0, 3, 0)).isEqualTo(0.0);
        assertThat(loss("binomial_deviance", 1, 3, 0)).isEqualTo(INFINITY);
        assertThat(reason("binomial_deviance", 4, 3, 0.5)).isEqualTo("more_successes_than_trials");
    }

    @Test
    void oneTrialIsTwiceTheLogLoss() {
        assertThat(loss("binomial_deviance", 1, 1, 0.3))
                .isCloseTo(2 * loss("binary_cross_entropy", 1, 0.3), NEARLY_EXACT);
    }
}
