package io.assay.loss;

import static io.assay.loss.Called.loss;
import static io.assay.loss.Called.reason;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses that tell one kind of mistake from another, by hand and against each other. */
class CostLossesTest {

    private static final Percentage NEARLY_EXACT = Percentage.withPercentage(1e-11);
    private static final Matrix COST = Matrix.of(new double[][] {{0, 1, 5}, {2, 0, 1}, {10, 3, -1}});

    @Test
    void aSmallErrorOnEitherSideCostsItsSquare() {
        assertThat(loss("linex_loss", 0, 1e-9, 3, 2)).isCloseTo(9e-18, Percentage.withPercentage(1e-6));
        assertThat(loss("linex_loss", 0, -1e-9, 3, 2)).isCloseTo(9e-18, Percentage.withPercentage(1e-6));
        assertThat(loss("linex_loss", 0, 1000)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(loss("linex_loss", 0, -1000)).isEqualTo(999);
        assertThat(reason("linex_loss", 0, 1, 0)).isEqualTo("a_zero");
    }

    @ParameterizedTest
    @CsvSource({"1, 0.3", "0, 0.3", "0.4, 0.9", "1, 0", "0, 0", "1, 1"})
    void withWeightsOfOneTheLogLossIsTheUsualOne(double label, double prediction) {
        double usual = loss("binary_cross_entropy", label, prediction);

        assertThat(loss("asymmetric_binary_cross_entropy", label, prediction, 1))
                .isEqualTo(usual);
        assertThat(loss("weighted_binary_cross_entropy", label, prediction, 1)).isEqualTo(usual);
    }

    @Test
    void aWeightOfZeroTakesAnInfiniteTermAway() {
        assertThat(loss("asymmetric_binary_cross_entropy", 1, 0, 0, 1, 0)).isEqualTo(0.0);
        assertThat(loss("weighted_binary_cross_entropy", 1, 0, 0, 0)).isEqualTo(0.0);
        assertThat(loss("weighted_binary_cross_entropy", 1, 0, 1, 0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 0", "1, 40", "0, 40", "1, -40", "0, -40", "0, 1000", "1, -1000"})
    void withoutFocusAndMarginTheAsymmetricFocalLossIsTheLogLossOfALogit(double label, double logit) {
        assertThat(loss("asymmetric_focal_loss", label, logit, 0, 0, 0))
                .isCloseTo(loss("sigmoid_cross_entropy", label, logit), NEARLY_EXACT);
    }

    @Test
    void theAsymmetricFocalLossLooksAtHardRows() {
        // At the logit 0 the probability is 1/2; with a margin of 1/4 a negative counts as one of 1/4.
        assertThat(loss("asymmetric_focal_loss", 1, 0, 1)).isCloseTo(Math.log(2) / 2, NEARLY_EXACT);
        assertThat(loss("asymmetric_focal_loss", 0, 0, 0, 2, 0.25)).isCloseTo(-Math.log(0.75) / 16, NEARLY_EXACT);
        assertThat(loss("asymmetric_focal_loss", 0, -4)).isEqualTo(0.0);
        assertThat(loss("asymmetric_focal_loss", 0, 1000, 0, 0, 0.05)).isCloseTo(-Math.log(0.05), NEARLY_EXACT);
    }

    @Test
    void aConfusionCostsWhatTheMatrixSays() {
        assertThat(loss("cost_matrix_loss", 2, 0, COST)).isEqualTo(10);
        assertThat(loss("cost_matrix_loss", 2, 2, COST)).isEqualTo(-1);
        assertThat(reason("cost_matrix_loss", 3, 0, COST)).isEqualTo("label_not_in_cost");
        assertThat(reason("cost_matrix_loss", 0, 3, COST)).isEqualTo("prediction_not_in_cost");
        assertThat(reason("cost_matrix_loss", 0, 0, Matrix.of(new double[][] {{0, 1}})))
                .isEqualTo("cost_not_square");
    }

    @Test
    void probabilitiesCostTheMeanOfTheirConfusions() {
        assertThat(loss("expected_cost_matrix_loss", 0, Doubles.of(0.5, 0.25, 0.25), COST))
                .isEqualTo(1.5);
        assertThat(loss("expected_cost_matrix_loss", 1, Doubles.of(1, 0, 0), COST))
                .isEqualTo(2);
        assertThat(reason("expected_cost_matrix_loss", 0, Doubles.of(0.5, 0.5), COST))
                .isEqualTo("unequal_lengths");
        assertThat(reason("expected_cost_matrix_loss", 0, Doubles.of(0.5, 0.5, 0.5), COST))
                .isEqualTo("probabilities_do_not_sum_to_one");
    }
}
