package io.assay.loss;

import static io.assay.loss.Called.denominator;
import static io.assay.loss.Called.loss;
import static io.assay.loss.Called.reason;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors as shares of labels, of scales and of other forecasts' errors, by hand. */
class ScaledErrorsTest {

    private static final Percentage NEARLY_EXACT = Percentage.withPercentage(1e-12);

    @Test
    void anErrorIsPutBesideThatOfTheBaseline() {
        assertThat(loss("relative_absolute_error", 10, 12, 7)).isEqualTo(2);
        assertThat(denominator("relative_absolute_error", 10, 12, 7)).isEqualTo(3);
        assertThat(loss("relative_squared_error", 10, 12, 7)).isEqualTo(4);
        assertThat(denominator("relative_squared_error", 10, 12, 7)).isEqualTo(9);
    }

    @Test
    void aGeometricRelativeErrorNeedsTwoErrors() {
        assertThat(loss("geometric_relative_absolute_error", 10, 12, 6)).isCloseTo(-Math.log(2), NEARLY_EXACT);
        assertThat(loss("geometric_relative_absolute_error", 1e308, -1e308, 0)).isCloseTo(Math.log(2), NEARLY_EXACT);
        assertThat(reason("geometric_relative_absolute_error", 10, 10, 6)).isEqualTo("zero_error");
        assertThat(reason("geometric_relative_absolute_error", 10, 12, 10)).isEqualTo("zero_baseline_error");
    }

    @Test
    void aNormalisedErrorIsInUnitsOfTheDivisor() {
        assertThat(loss("normalised_rmse", 0, 3, 2)).isEqualTo(2.25);
        assertThat(loss("normalised_rmse", 1e308, -1e308, 1e308)).isEqualTo(4);
    }

    @Test
    void theOverallWeightedAverageIsOneForTheNaiveForecast() {
        assertThat(loss("overall_weighted_average", 0.1, 3, 0.2, 2)).isEqualTo(1);
        assertThat(loss("overall_weighted_average", 0.25, 2, 0.25, 2)).isEqualTo(1);
        assertThat(loss("overall_weighted_average", 0, 0, 0.25, 2)).isEqualTo(0.0);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 1, 0", "2, 0, 1, 1", "0, -3, 1, 0", "1, 1, 1, 0", "1, 2, 1, 1", "2, 1, 1, 1", "0, 5, 1, 1"})
    void aDirectionIsUpOrDownOrNeither(double label, double prediction, double previous, double error) {
        assertThat(loss("mean_directional_error", label, prediction, previous)).isEqualTo(error);
    }

    @Test
    void anErrorThatOverflowsIsStillAFractionOfItsLabel() {
        assertThat(loss("arctan_absolute_percentage_error", 1e308, -1e308)).isCloseTo(Math.atan(2), NEARLY_EXACT);
        assertThat(loss("absolute_percentage_error", 1e308, -1e308)).isEqualTo(2);
        assertThat(loss("absolute_scaled_error", 1e308, -1e308, 1e308)).isEqualTo(2);
    }
}
