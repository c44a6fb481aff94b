package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gamma function and the normal distribution against published values and their own laws. */
class SpecialFunctionsTest {

    private static final Percentage NEARLY_EXACT = Percentage.withPercentage(1e-12);

    @Test
    void theGammaFunctionIsTheFactorialOfTheNumberBelow() {
        double factorial = 0;
        for (int n = 1; n < 170; n++) {
            assertThat(GammaFunction.log(n)).as("Γ(%d)", n).isCloseTo(factorial, within(2e-15 * (1 + factorial)));
            factorial += Math.log(n);
        }
        assertThat(GammaFunction.log(1)).isEqualTo(0.0);
        assertThat(GammaFunction.log(2)).isEqualTo(0.0);
    }

    @Test
    void theGammaFunctionOfOneHalfIsTheRootOfPi() {
        assertThat(GammaFunction.log(0.5)).isCloseTo(Math.log(Math.PI) / 2, NEARLY_EXACT);
        assertThat(GammaFunction.log(1.5)).isCloseTo(Math.log(Math.PI) / 2 - Math.log(2), within(3e-15));
        assertThat(GammaFunction.log(Double.MIN_VALUE)).isCloseTo(-Math.log(Double.MIN_VALUE), NEARLY_EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.08106146679532726",
        "2, 0.04134069595540929",
        "5, 0.016644691189821193",
        "10, 0.008330563433362871",
        "15, 0.005554733551962801"
    })
    void whatStirlingsFormulaMissesIsAsTabulated(double x, double missed) {
        assertThat(GammaFunction.stirlingError(x)).isCloseTo(missed, within(3e-15));
    }

    @Test
    void farOutStirlingsFormulaMissesATwelfthOfTheReciprocal() {
        assertThat(GammaFunction.stirlingError(1e10)).isCloseTo(1 / 12e10, NEARLY_EXACT);
        assertThat(GammaFunction.stirlingError(Double.POSITIVE_INFINITY)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0.6826894921370859",
        "1.959963984540054, 0.95",
        "2, 0.9544997361036416",
        "3, 0.9973002039367398",
        "6, 0.9999999980268246",
        "40, 1"
    })
    void theNormalDistributionHoldsTheSharesThatTablesTell(double z, double share) {
        assertThat(Normal.between(z)).isCloseTo(share, within(1e-14));
    }

    @Test
    void nearTheMiddleTheShareIsTheDensityTimesTheWidth() {
        assertThat(Normal.between(1e-10)).isCloseTo(2e-10 / Math.sqrt(2 * Math.PI), NEARLY_EXACT);
        assertThat(Normal.density(0)).isCloseTo(1 / Math.sqrt(2 * Math.PI), NEARLY_EXACT);
    }
}
