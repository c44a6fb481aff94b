package io.assay.loss;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of a predicted probability that have no reference values, and where libraries part. */
class BinaryLossesTest {

    private static final Offset<Double> CLOSE = within(1e-13);

    private final BetaLoss beta = new BetaLoss();
    private final BoostingLoss boosting = new BoostingLoss();
    private final BinaryCrossEntropy crossEntropy = new BinaryCrossEntropy();

    @ParameterizedTest
    @CsvSource({"1, 0.5, 1, 0, 0, 0", "0, 0.5, 0, 1, 0, 0", "0, 0.49, 0, 0, 1, 0", "1, 0.49, 0, 0, 0, 1"})
    void everyRowIsInOneCellOfTheConfusionMatrix(
            double label, double prediction, double hit, double falseAlarm, double rejection, double miss) {
        List<Double> cells = List.of(
                new TruePositive().loss(label, prediction, 0.5),
                new FalsePositive().loss(label, prediction, 0.5),
                new TrueNegative().loss(label, prediction, 0.5),
                new FalseNegative().loss(label, prediction, 0.5));

        assertThat(cells).containsExactly(hit, falseAlarm, rejection, miss);
        assertThat(new ZeroOneLoss().loss(label, prediction, 0.5)).isEqualTo(falseAlarm + miss);
    }

    @Test
    void theNextThresholdAboveTurnsATieAround() {
        assertThat(new ZeroOneLoss().loss(0, 0.5, 0.5)).isEqualTo(1);
        assertThat(new ZeroOneLoss().loss(0, 0.5, 0.5000000000000001)).isEqualTo(0);
    }

    /** The table of what a prediction of 0 costs for a label of 1; that of torch is 100 by its documentation. */
    @ParameterizedTest
    @CsvSource({"2.220446049250313e-16, 36.04365338911715", "1e-15, 34.538776394910684", "1e-7, 16.11809565095832"})
    void aPredictionOfZeroCostsWhatTheLibraryOfThatEpsSays(double eps, double expected) {
        assertThat(crossEntropy.loss(1, 0, eps, 0, Double.NaN)).isEqualTo(expected, within(1e-14 * expected));
    }

    @Test
    void torchBoundsTheLogarithmAndNotTheProbability() {
        assertThat(crossEntropy.loss(1, 0, 0, 0, -100)).isEqualTo(100);
        assertThat(crossEntropy.loss(1, 1e-40, 0, 0, -100)).isEqualTo(40 * log(10), within(1e-12));
        assertThat(crossEntropy.loss(1, 0, 0, 0, Double.NaN)).isInfinite();
        assertThat(crossEntropy.loss(1, 1, 0, 0, Double.NaN)).isZero();
    }

    @Test
    void smoothingOfALabelDrawsItToOneHalf() {
        assertThat(crossEntropy.loss(1, 0.8, 0, 0.1, Double.NaN)).isEqualTo(-0.95 * log(0.8) - 0.05 * log(0.2), CLOSE);
    }

    @Test
    void theBoostingLossIsTheRootOfTheOdds() {
        assertThat(boosting.loss(1, 0.2)).isEqualTo(2, CLOSE);
        assertThat(boosting.loss(0, 0.2)).isEqualTo(0.5, CLOSE);
        assertThat(boosting.loss(1, 1e-6)).isEqualTo(sqrt(999_999), within(1e-9));
        assertThat(boosting.loss(1, Double.MIN_VALUE)).isFinite();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-3, -0.5, 0, 0.25, 2})
    void theBoostingLossIsTheExponentialLossOfHalfTheLogit(double score) {
        double probability = Primitives.sigmoid(2 * score);

        assertThat(boosting.loss(1, probability)).isEqualTo(exp(-score), within(1e-13 * exp(-score)));
        assertThat(boosting.loss(0, probability)).isEqualTo(exp(score), within(1e-12 * exp(score)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-9, 0.01, 0.3, 0.5, 0.7, 0.99, 0.999999999})
    void theBetaLossHasItsKnownMembers(double p) {
        assertClose(beta.loss(1, p, 0, 0), -log(p));
        assertClose(beta.loss(0, p, 0, 0), -Math.log1p(-p));
        assertClose(beta.loss(1, p, 1, 1), (1 - p) * (1 - p) / 2);
        assertClose(beta.loss(0, p, 1, 1), p * p / 2);
        assertClose(beta.loss(1, p, -0.5, -0.5), 2 * sqrt(1 - p) / sqrt(p));
        assertClose(beta.loss(0, p, -0.5, -0.5), 2 * sqrt(p) / sqrt(1 - p));
        // ∫ c^3·(1−c)^2 dc and ∫ c^(−3/4) dc − ∫ c^(1/4) dc by hand.
        double polynomial = (pow(p, 4) / 4 - 2 * pow(p, 5) / 5 + pow(p, 6) / 6);
        assertClose(beta.loss(0, p, 3, 3), polynomial);
        // The difference of powers loses digits near 1, so that its own error counts.
        assertThat(beta.loss(1, p, 0.25, 1))
                .isEqualTo(4 * (1 - pow(p, 0.25)) - 0.8 * (1 - pow(p, 1.25)), within(2e-15));
    }

    @ParameterizedTest
    @CsvSource({"0.2, 2.5, 0.7", "0.2, 0.7, 2.5", "0.9, 9.5, 3.25", "0.05, -0.9, 6", "0.6, 10, 10", "0.1, 10, 10"})
    void theBetaLossIsTheIntegralOverThresholds(double p, double alpha, double beta) {
        assertClose(this.beta.loss(1, p, alpha, beta), integral(p, 1, alpha - 1, beta), 1e-9);
        assertClose(this.beta.loss(0, p, beta, alpha), integral(1 - p, 1, alpha - 1, beta), 1e-9);
    }

    /** ∫ c^a·(1−c)^b dc by Simpson's rule, in c = 1 − u² so that there is no corner at 1. */
    private static double integral(double from, double to, double a, double b) {
        int steps = 20_000;
        double width = sqrt(to - from) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double u = i * width;
            double weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * pow(1 - u * u, a) * pow(u * u, b) * 2 * u;
        }
        return sum * width / 3;
    }

    private static void assertClose(double actual, double expected) {
        assertClose(actual, expected, 1e-12);
    }

    private static void assertClose(double actual, double expected, double relative) {
        assertThat(actual).isEqualTo(expected, within(relative * Math.abs(expected)));
    }
}
