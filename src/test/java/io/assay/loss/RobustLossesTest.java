package io.assay.loss;

import static io.assay.loss.Called.loss;
import static io.assay.loss.Called.reason;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The robust losses where they are alike, where they end, and where squares overflow. */
class RobustLossesTest {

    private static final Percentage NEARLY_EXACT = Percentage.withPercentage(1e-10);
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cauchy_loss",
                "tukey_biweight",
                "fair_loss",
                "welsch_loss",
                "geman_mcclure_loss",
                "arctan_loss",
                "andrews_wave",
                "trimmed_squared_error"
            })
    void aSmallErrorCostsHalfItsSquare(String name) {
        assertThat(loss(name, 0, 1e-12)).isCloseTo(5e-25, Percentage.withPercentage(1e-9));
        assertThat(loss(name, 0, 1e100, 1e200)).isCloseTo(5e199, NEARLY_EXACT);
        assertThat(loss(name, 0, 1e-120, 1e-100)).isCloseTo(5e-241, NEARLY_EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "tukey_biweight, 3, 1.5",
        "welsch_loss, 3, 4.5",
        "geman_mcclure_loss, 3, 4.5",
        "arctan_loss, 2, 3.141592653589793",
        "andrews_wave, 3, 18",
        "trimmed_squared_error, 3, 4.5"
    })
    void aHugeErrorCostsTheBound(String name, double c, double bound) {
        assertThat(loss(name, 0, 1e200, c)).isCloseTo(bound, NEARLY_EXACT);
        assertThat(loss(name, 1e308, -1e308, c)).isCloseTo(bound, NEARLY_EXACT);
    }

    @Test
    void withoutABoundAHugeErrorStillCostsWhatItShould() {
        // (c²/2)·2·log(e/c), and c·(e − c·log(e/c)).
        assertThat(loss("cauchy_loss", 0, 1e200, 1)).isCloseTo(200 * Math.log(10), NEARLY_EXACT);
        assertThat(loss("cauchy_loss", 0, 1e300, 1e-10)).isCloseTo(1e-20 * 310 * Math.log(10), NEARLY_EXACT);
        assertThat(loss("fair_loss", 0, 1e300, 1e-10)).isCloseTo(1e290, NEARLY_EXACT);
        assertThat(loss("fair_loss", 1e308, -1e308, 1)).isEqualTo(INFINITY);
    }

    @Test
    void hampelsPiecesMeet() {
        // Up to 2 the square, up to 4 linear, up to 8 bending, then 2·(4 + 8 − 2)/2.
        assertThat(loss("hampel_loss", 0, 2)).isEqualTo(2);
        assertThat(loss("hampel_loss", 0, 4)).isEqualTo(6);
        assertThat(loss("hampel_loss", 0, 6)).isEqualTo(9);
        assertThat(loss("hampel_loss", 0, 8)).isEqualTo(10);
        assertThat(loss("hampel_loss", 1e308, -1e308)).isEqualTo(10);
        assertThat(reason("hampel_loss", 0, 1, 4, 2, 8)).isEqualTo("a_b_c_out_of_order");
        assertThat(reason("hampel_loss", 0, 1, 2, 4, 4)).isEqualTo("a_b_c_out_of_order");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.3, 1, 7, 1e4})
    void theAdaptiveLossIsTheOthersAtTheirShapes(double error) {
        double c = 1.7;
        double unit = c * c;

        assertThat(unit * loss("general_adaptive_loss", 0, error, 2, c)).isCloseTo(error * error / 2, NEARLY_EXACT);
        assertThat(unit * loss("general_adaptive_loss", 0, error, 1, c))
                .isCloseTo(loss("pseudo_huber", 0, error, c), NEARLY_EXACT);
        assertThat(unit * loss("general_adaptive_loss", 0, error, 0, c))
                .isCloseTo(loss("cauchy_loss", 0, error, c * Math.sqrt(2)), NEARLY_EXACT);
        assertThat(unit * loss("general_adaptive_loss", 0, error, -2, c))
                .isCloseTo(loss("geman_mcclure_loss", 0, error, 2 * c), NEARLY_EXACT);
        assertThat(unit * loss("general_adaptive_loss", 0, error, -INFINITY, c))
                .isCloseTo(loss("welsch_loss", 0, error, c * Math.sqrt(2)), NEARLY_EXACT);
    }

    @ParameterizedTest
    @CsvSource({"0, 1e-13", "0, -1e-13", "0, 4.9e-324", "2, 2.0000000000000004", "2, 1.9999999999999998"})
    void theAdaptiveLossHasNoGapsAtItsLimits(double shape, double beside) {
        assertThat(loss("general_adaptive_loss", 0, 3, beside))
                .isCloseTo(loss("general_adaptive_loss", 0, 3, shape), NEARLY_EXACT);
    }

    @Test
    void theAdaptiveLossNearsWelschsFarBelow() {
        assertThat(loss("general_adaptive_loss", 0, 3, -1e15))
                .isCloseTo(loss("general_adaptive_loss", 0, 3, -INFINITY), NEARLY_EXACT);
        assertThat(loss("general_adaptive_loss", 0, 1e308, -1e308, 1e308)).isCloseTo(1 - Math.exp(-0.5), NEARLY_EXACT);
    }
}
