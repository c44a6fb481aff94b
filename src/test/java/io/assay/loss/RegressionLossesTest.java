package io.assay.loss;

import static io.assay.loss.Called.loss;
import static io.assay.loss.Called.reason;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Errors of numbers and of arrays, by hand. */
class RegressionLossesTest {

    private static final Percentage NEARLY_EXACT = Percentage.withPercentage(1e-12);
    private static final double LN_2 = Math.log(2);

    @Test
    void aPowerOfOneIsTheAbsoluteErrorAndOfTwoTheSquaredOne() {
        assertThat(loss("lp_error", 1, -2, 1)).isEqualTo(3);
        assertThat(loss("lp_error", 1, -2, 2)).isEqualTo(9);
        assertThat(loss("lp_error", 1, 5, 0.5)).isEqualTo(2);
    }

    @Test
    void aLogRatioCountsFactorsUpwardsAndDownwardsAlike() {
        assertThat(loss("log_ratio_error", 2, 4)).isCloseTo(LN_2, NEARLY_EXACT);
        assertThat(loss("log_ratio_error", 4, 2)).isCloseTo(-LN_2, NEARLY_EXACT);
        assertThat(loss("absolute_log_ratio_error", 4, 2)).isCloseTo(LN_2, NEARLY_EXACT);
        assertThat(loss("absolute_log_ratio_error", 1e-300, 1e300)).isCloseTo(600 * Math.log(10), NEARLY_EXACT);
    }

    @Test
    void aLogRatioNearOneKeepsItsDigits() {
        double little = 0x1p-40;

        assertThat(loss("log_ratio_error", 1, 1 + little)).isCloseTo(little - little * little / 2, NEARLY_EXACT);
        assertThat(loss("log_ratio_error", 3, 3)).isEqualTo(0.0);
    }

    @Test
    void aRelativeErrorIsSignedAndNeverMinusZero() {
        assertThat(loss("relative_error", 4, 5)).isEqualTo(0.25);
        assertThat(loss("relative_error", -4, -5)).isEqualTo(0.25);
        assertThat(loss("relative_error", -4, -3)).isEqualTo(-0.25);
        assertThat(loss("relative_error", -4, -4)).isEqualTo(0.0);
        assertThat(loss("relative_error", 1e308, -1e308)).isEqualTo(-2);
        assertThat(reason("relative_error", 0, 1)).isEqualTo("zero_label");
    }

    @Test
    void aReconstructionIsJudgedByItsKind() {
        Doubles original = Doubles.of(0, 3);
        Doubles reconstructed = Doubles.of(4, 0);

        assertThat(loss("reconstruction_error", original, reconstructed)).isEqualTo(12.5);
        assertThat(loss("reconstruction_error", original, reconstructed, "mae")).isEqualTo(3.5);
        assertThat(loss("reconstruction_error", original, reconstructed, "l2")).isEqualTo(5);
        assertThat(loss("reconstruction_error", original, reconstructed, "cosine"))
                .isEqualTo(1);
    }

    @Test
    void aReconstructionOfProbabilitiesIsJudgedByItsLogLoss() {
        Doubles bits = Doubles.of(1, 0);

        assertThat(loss("reconstruction_error", bits, Doubles.of(0.5, 0.25), "bce"))
                .isCloseTo((LN_2 - Math.log(0.75)) / 2, NEARLY_EXACT);
        assertThat(loss("reconstruction_error", bits, Doubles.of(0, Math.log(3)), "sigmoid"))
                .isCloseTo((LN_2 + Math.log(4)) / 2, NEARLY_EXACT);
        assertThat(reason("reconstruction_error", bits, Doubles.of(2, 0), "bce"))
                .isEqualTo("not_probabilities");
        assertThat(reason("reconstruction_error", bits, Doubles.of(2, 0), "sigmoid"))
                .isEmpty();
        assertThat(reason("reconstruction_error", bits, bits, "mape")).isEqualTo("unknown_kind");
    }

    @Test
    void thePeakSignalToNoiseRatioIsInDecibels() {
        assertThat(loss("psnr", Doubles.of(0, 0, 5), Doubles.of(1, -1, 4), 10)).isCloseTo(20, NEARLY_EXACT);
        assertThat(loss("psnr", Doubles.of(0, 0), Doubles.of(1e200, 1e200), 1e199))
                .isCloseTo(-20, NEARLY_EXACT);
        assertThat(loss("psnr", Doubles.of(0, 255), Doubles.of(0, 255), 255)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void theSameImagesAreWhollySimilar() {
        Doubles image = Doubles.of(0, 1, 0.5, 0.25, 1, 0.75);

        assertThat(loss("ssim", image, image, Doubles.of(2, 3), 2)).isEqualTo(1);
    }

    @Test
    void flatImagesDifferInLuminanceOnly() {
        Doubles dark = Doubles.of(0.25, 0.25, 0.25, 0.25);
        Doubles light = Doubles.of(0.75, 0.75, 0.75, 0.75);

        assertThat(loss("ssim", dark, light, Doubles.of(2, 2), 2)).isCloseTo(0.3751 / 0.6251, NEARLY_EXACT);
    }

    @Test
    void aNegativeIsAsUnlikeAsCanBe() {
        // Means 1/2, variances 1/4, covariance −1/4.
        assertThat(loss("ssim", Doubles.of(0, 1, 1, 0), Doubles.of(1, 0, 0, 1), Doubles.of(2, 2), 2))
                .isCloseTo((-0.5 + 9e-4) / (0.5 + 9e-4), NEARLY_EXACT);
    }

    @Test
    void structuralSimilarityIsThatOfEveryWindowByItsDefinition() {
        int height = 5;
        int width = 7;
        Random random = new Random(5);
        double[] label = random.doubles(height * width).toArray();
        double[] prediction = random.doubles(height * width).toArray();
        double sum = 0;
        for (int row = 0; row <= height - 3; row++) {
            for (int column = 0; column <= width - 3; column++) {
                sum += similarity(label, prediction, row * width + column, width);
            }
        }

        assertThat(loss("ssim", Doubles.of(label), Doubles.of(prediction), Doubles.of(height, width), 3))
                .isCloseTo(sum / 15, Percentage.withPercentage(1e-9));
    }

    /** In a window of 3 × 3, its moments one after the other. */
    private static double similarity(double[] label, double[] prediction, int start, int width) {
        double total = 0;
        double[] weights = new double[9];
        for (int i = 0; i < 9; i++) {
            double across = i % 3 - 1;
            double down = i / 3 - 1;
            weights[i] = Math.exp(-(across * across + down * down) / (2 * 1.5 * 1.5));
            total += weights[i];
        }
        double[] y = IntStream.range(0, 9)
                .mapToDouble(i -> label[start + i / 3 * width + i % 3])
                .toArray();
        double[] p = IntStream.range(0, 9)
                .mapToDouble(i -> prediction[start + i / 3 * width + i % 3])
                .toArray();
        double meanOfLabel = 0;
        double meanOfPrediction = 0;
        for (int i = 0; i < 9; i++) {
            meanOfLabel += weights[i] / total * y[i];
            meanOfPrediction += weights[i] / total * p[i];
        }
        double variances = 0;
        double covariance = 0;
        for (int i = 0; i < 9; i++) {
            double inLabel = y[i] - meanOfLabel;
            double inPrediction = p[i] - meanOfPrediction;
            variances += weights[i] / total * (inLabel * inLabel + inPrediction * inPrediction);
            covariance += weights[i] / total * inLabel * inPrediction;
        }
        double squares = meanOfLabel * meanOfLabel + meanOfPrediction * meanOfPrediction;
        return (2 * meanOfLabel * meanOfPrediction + 1e-4)
                * (2 * covariance + 9e-4)
                / ((squares + 1e-4) * (variances + 9e-4));
    }

    @Test
    void structuralSimilarityGoesWithTheRange() {
        Doubles label = Doubles.of(0, 0.5, 1, 0.25);
        Doubles prediction = Doubles.of(0.25, 0.5, 0.75, 0.5);
        Doubles labelInBytes = Doubles.of(0, 128, 256, 64);
        Doubles predictionInBytes = Doubles.of(64, 128, 192, 128);
        Doubles shape = Doubles.of(2, 2);

        assertThat(loss("ssim", labelInBytes, predictionInBytes, shape, 2, 256))
                .isCloseTo(loss("ssim", label, prediction, shape, 2, 1), NEARLY_EXACT);
    }

    @Test
    void anImageMustHaveItsShapeAndRoomForAWindow() {
        Doubles image = Doubles.of(0, 1, 0.5, 0.25, 1, 0.75);

        assertThat(reason("ssim", image, image, Doubles.of(2, 2), 2)).isEqualTo("shape_does_not_fit");
        assertThat(reason("ssim", image, image, Doubles.of(6), 2)).isEqualTo("shape_does_not_fit");
        assertThat(reason("ssim", image, image, Doubles.of(2, 3), 3)).isEqualTo("window_too_large");
        assertThat(reason("ssim", image, image, Doubles.of(2, 3))).isEqualTo("window_too_large");
    }
}
