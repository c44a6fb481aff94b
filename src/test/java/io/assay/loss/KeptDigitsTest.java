package io.assay.loss;

import static io.assay.loss.Called.loss;
import static io.assay.loss.Called.reason;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Inputs at which the plain formula loses its digits or overflows. Values with many digits are the closed form evaluated
 * with mpmath at 700 digits and rounded once; the others are by hand.
 */
class KeptDigitsTest {

    private static final Percentage NEARLY_EXACT = Percentage.withPercentage(1e-10);

    @Test
    void aSoftTargetOnAnAlmostCertainClassKeepsItsDigits() {
        assertThat(loss("softmax_cross_entropy", Doubles.of(0, 0, 1), Doubles.of(-14, 21, 48.25)))
                .isCloseTo(1.4637785141248386e-12, NEARLY_EXACT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 55137.79708, -338244.90163, 1e12})
    void theSurpriseOfEqualLogitsDoesNotDependOnTheirHeight(double height) {
        Doubles logits = Doubles.of(height, height);

        assertThat(loss("softmax_cross_entropy", Doubles.of(0.25, 0.75), logits))
                .isCloseTo(Math.log(2), NEARLY_EXACT);
        assertThat(loss("sparse_softmax_cross_entropy", 1, logits, 0.5)).isCloseTo(Math.log(2), NEARLY_EXACT);
    }

    @Test
    void aMarginIsNotRoundedAwayBesideLargeScores() {
        assertThat(loss("multi_margin_loss", 1, Doubles.of(1e12, 1e12, 0), 0.1)).isCloseTo(0.1 / 3, NEARLY_EXACT);
    }

    @Test
    void whatIsBeyondATubeIsNotRoundedAway() {
        assertThat(loss("epsilon_insensitive", 1, -1e-30, 1)).isEqualTo(1e-30);
        assertThat(loss("epsilon_insensitive", -1e-30, 1, 1)).isEqualTo(1e-30);
        assertThat(loss("squared_epsilon_insensitive", 1, -1e-30, 1)).isCloseTo(1e-60, NEARLY_EXACT);
        assertThat(loss("epsilon_insensitive", 1, 1e-30, 1)).isEqualTo(0);
        assertThat(loss("epsilon_insensitive", -1.7e308, 1.7e308, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void anExponentialThatOverflowsIsInfinite() {
        assertThat(loss("linex_loss", -1.7e308, 5, 30, 0.5)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(loss("linex_loss", 1.7e308, -5, -30, 0.5)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void thePowerOfALargeErrorOverflowsNoEarlierThanTheLoss() {
        assertThat(loss("general_adaptive_loss", 0, 1e150, 1.999999999, 1))
                .isCloseTo(4.999998223753184e299, NEARLY_EXACT);
    }

    @Test
    void aPenaltyThatCountsForNothingIsZeroEvenIfItOverflows() {
        assertThat(loss("l1_penalty", Doubles.of(1e308, 1e308), 0)).isEqualTo(0);
        assertThat(loss("l2_penalty", Doubles.of(1e300), 0)).isEqualTo(0);
        assertThat(loss("elastic_net_penalty", Doubles.of(1e300), 0, 0.5)).isEqualTo(0);
        assertThat(loss("group_lasso_penalty", Matrix.of(new double[][] {{1e308, 1e308}}), 0))
                .isEqualTo(0);
    }

    @Test
    void aVarianceNeedsNoFloorUnlessItIsZero() {
        assertThat(loss("gaussian_nll", 1, Doubles.of(0, 1e-8), 0, 0)).isCloseTo(5e7 - 4 * Math.log(10), NEARLY_EXACT);
        assertThat(loss("gaussian_nll", 1, Doubles.of(0, 0), 0, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(loss("gaussian_nll", 1, Doubles.of(1, 0), 0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(reason("gaussian_nll", 1, Doubles.of(1, 1), 0, -1e-6)).isEqualTo("eps_not_non_negative");
    }

    @Test
    void boxesFarFromTheOriginKeepTheirShapesAndPlaces() {
        assertThat(loss(
                        "giou_loss",
                        Doubles.of(3095000, 7126000, 0.5, 7015000),
                        Doubles.of(3095000.075, 7126000.273, 0.125, 7015000.5),
                        "cxcywh"))
                .isCloseTo(0.7500000613952202, NEARLY_EXACT);
        assertThat(loss(
                        "diou_loss",
                        Doubles.of(-19.999996301, 4.107e-06, 3.5e-06, 3.0e-06),
                        Doubles.of(-19.999995911, 8.437e-06, 6.7e-06, 4.8e-06),
                        "xywh"))
                .isCloseTo(1.2343348924242725, NEARLY_EXACT);
        assertThat(loss(
                        "ciou_loss",
                        Doubles.of(7203000, 9200000, 7203000, 9200000),
                        Doubles.of(7202999.504, 9199999.5, 7202999.566, 9200000.336)))
                .isCloseTo(1.2359517619134124, NEARLY_EXACT);
    }
}
