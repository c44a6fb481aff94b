package io.assay.loss;

import static java.lang.Math.atan;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of a score by its margin that have no reference values, and how labels become signs. */
class MarginLossesTest {

    private static final Offset<Double> CLOSE = within(1e-14);

    /** Label, score, intensity and the closed form with 400 digits. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0.69314718055994530942",
        "0, 0, 1, 0.69314718055994530942",
        "1, 2, 0.5, 0.42351365013058994998",
        "0, 2, 0.5, 1.0634640055214862482",
        "0.3, -1.5, 3, 0.66018906750449199241",
        "1, -50, 2, 49.306852819440054691",
        "1, -800, 4, 798.61370563888010937",
        "1, 40, 0.25, 0.000045400960370489209456",
        "1, -40, 1e20, 3.1355878696636380949e-185",
        "0, -60, 1e10, 8.7565107626965203385e-17"
    })
    void exposureMultipliesTheRateOfAnEvent(double label, double score, double intensity, double expected) {
        assertThat(new CrossEntropyLambda().loss(label, score, intensity))
                .isCloseTo(expected, within(1e-13 * expected));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-700, -38, -36.5, -3, 0, 0.1, 5, 30})
    void ofExposureOneTheRateIsTheOddsOfALogit(double score) {
        for (double label : new double[] {0, 0.25, 1}) {
            double expected = new SigmoidCrossEntropy().loss(label, score, 1, 0);
            assertThat(new CrossEntropyLambda().loss(label, score, 1)).isCloseTo(expected, within(1e-13 * expected));
        }
    }

    static Stream<LossFunction> ofTheMargin() {
        return Catalogue.of(Catalogue.builtIn()).all().stream()
                .filter(function -> function.definition().family() == Family.MARGIN)
                .filter(function -> function.definition().argument("labels").isPresent());
    }

    @ParameterizedTest
    @MethodSource("ofTheMargin")
    void zeroIsMinusOneRowByRow(LossFunction function) {
        assertThat(function.evaluate(0, 0.75)).isEqualTo(function.evaluate(-1, 0.75));
        assertThat(function.evaluate(-1, 0.75, "sign")).isEqualTo(function.evaluate(0, 0.75, "binary"));
        assertThat(function.evaluate(1, 0.75, "sign")).isEqualTo(function.evaluate(1, 0.75, "binary"));
        assertThat(function.evaluate(-1, 0.75)).isEqualTo(function.evaluate(1, -0.75));
    }

    @ParameterizedTest
    @MethodSource("ofTheMargin")
    void aLabelOfTheOtherKindIsRefusedWhereTheKindIsTold(LossFunction function) {
        assertThat(function.evaluate(0, 1, "sign")).isNaN();
        assertThat(reason(function, 0, "sign")).contains("label_not_sign");
        assertThat(function.evaluate(-1, 1, "binary")).isNaN();
        assertThat(reason(function, -1, "binary")).contains("label_not_binary");
        assertThat(reason(function, 1, "both")).contains("unknown_labels");
        assertThat(reason(function, 2, "auto")).contains("label_not_sign");
    }

    private static Optional<String> reason(LossFunction function, double label, String labels) {
        return function.violation(label, 1, labels).map(Violation::reason);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-30, -2, -1, -0.5, 0, 0.5, 1, 4})
    void theSavageLossIsBriersOfTheSigmoid(double score) {
        double probability = 1 / (1 + exp(-score));

        assertThat(new SavageLoss().loss(1, score, "auto")).isEqualTo((1 - probability) * (1 - probability), CLOSE);
        assertThat(new SavageLoss().loss(-1, score, "auto")).isEqualTo(probability * probability, CLOSE);
    }

    @Test
    void theTangentLossIsLeastAtTheTangentOfOneHalf() {
        TangentLoss loss = new TangentLoss();

        assertThat(loss.loss(1, 0, "auto")).isEqualTo(1);
        assertThat(loss.loss(1, Math.tan(0.5), "auto")).isEqualTo(0, CLOSE);
        assertThat(loss.loss(1, 1, "auto")).isEqualTo((Math.PI / 2 - 1) * (Math.PI / 2 - 1), CLOSE);
        assertThat(loss.loss(-1, 2, "auto")).isEqualTo(Math.pow(2 * atan(2) + 1, 2), within(1e-13));
        assertThat(loss.loss(1, Double.NEGATIVE_INFINITY, "auto"))
                .isEqualTo(Math.PI * Math.PI + 2 * Math.PI + 1, within(1e-13));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.25, 0.75", "1, 3, -2", "-1, 3, 4", "0, -1, 0"})
    void theUnhingedLossGoesOnBelowZero(double label, double score, double expected) {
        assertThat(new UnhingedLoss().loss(label, score, "auto")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "0, 0, 0, 1", "0, -0.001, 0, 0", "1, -0.001, 0, 1", "1, 1.5, 2, 1", "0, 1.5, 2, 0"})
    void aLogitIsCutAtItsThreshold(double label, double logit, double threshold, double expected) {
        assertThat(new SigmoidZeroOne().loss(label, logit, threshold)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5, 1", "0, 0.5, 1", "1, -4, 2.5", "0, -4, -0.5", "1, 2, -3", "1, 30, -1"})
    void polyOneAddsTheProbabilityOfTheWrongSide(double label, double logit, double epsilon) {
        double right = 1 / (1 + exp(label == 1 ? -logit : logit));

        assertThat(new Poly1SigmoidCrossEntropy().loss(label, logit, epsilon))
                .isEqualTo(-log(right) + epsilon * (1 - right), CLOSE);
    }

    @Test
    void polyOneWithoutItsTermIsTheLogLoss() {
        for (double logit = -40; logit <= 40; logit += 0.5) {
            assertThat(new Poly1SigmoidCrossEntropy().loss(1, logit, 0))
                    .isEqualTo(new SigmoidCrossEntropy().loss(1, logit, 1, 0));
        }
    }

    @Test
    void anInfiniteLogitCostsNothingOnTheRightSideAndInfinityOnTheWrongOne() {
        double infinite = Double.POSITIVE_INFINITY;

        assertThat(new SigmoidCrossEntropy().loss(1, infinite, 1, 0)).isZero();
        assertThat(new SigmoidCrossEntropy().loss(0, infinite, 1, 0)).isInfinite();
        assertThat(new SigmoidFocalLoss().loss(1, infinite, 0, Double.NaN)).isZero();
        assertThat(new SigmoidFocalLoss().loss(0, infinite, 2, Double.NaN)).isInfinite();
        assertThat(new SigmoidFocalLoss().loss(0, infinite, 2, 1)).isZero();
    }
}
