package io.assay.loss;

import static java.lang.Math.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses of predicted class probabilities that have no reference values, and the options that they share. */
class MulticlassLossesTest {

    private static final Offset<Double> CLOSE = within(1e-14);
    private static final Doubles P = Doubles.of(0.2, 0.3, 0.5);

    static Stream<LossFunction> normalizable() {
        return Catalogue.of(Catalogue.builtIn()).all().stream()
                .filter(function -> function.definition().family() == Family.MULTICLASS)
                .filter(function -> function.definition().argument("normalize").isPresent());
    }

    @ParameterizedTest
    @MethodSource("normalizable")
    void probabilitiesAreDividedByTheirSumIfToldSoOnly(LossFunction function) {
        Doubles half = Doubles.of(0.125, 0.25, 0.125);
        Doubles whole = Doubles.of(0.25, 0.5, 0.25);

        assertThat(evaluate(function, half, 0)).isNaN();
        assertThat(function.violation(arguments(function, half, 0)).map(Violation::reason))
                .contains("probabilities_do_not_sum_to_one");
        assertThat(evaluate(function, half, 1))
                .isEqualTo(evaluate(function, whole, 0))
                .isEqualTo(evaluate(function, whole, 1));
        assertThat(evaluate(function, Doubles.of(0, 0, 0), 1)).isNaN();
    }

    private static double evaluate(LossFunction function, Doubles prediction, double normalize) {
        return function.evaluate(arguments(function, prediction, normalize));
    }

    private static Object[] arguments(LossFunction function, Doubles prediction, double normalize) {
        return function.definition().arguments().stream()
                .map(argument -> switch (argument.name()) {
                    case "label" -> function.name().equals("categorical_cross_entropy") ? Doubles.of(0, 0, 1) : 2.0;
                    case "prediction" -> prediction;
                    case "normalize" -> normalize;
                    default -> argument.required() ? 1.0 : argument.fallback();
                })
                .toArray();
    }

    @Test
    void theSymmetricCrossEntropyWeighsTheLogLossAndTheRest() {
        SymmetricCrossEntropy loss = new SymmetricCrossEntropy();

        assertThat(loss.loss(0, P, 0.1, 1, -4, 0, 0)).isEqualTo(-0.1 * log(0.2) + 4 * 0.8, CLOSE);
        assertThat(loss.loss(2, P, 6, 0.1, -6, 0, 0)).isEqualTo(-6 * log(0.5) + 0.1 * 6 * 0.5, CLOSE);
        assertThat(loss.loss(2, P, 1, 0, -4, 0, 0)).isEqualTo(-log(0.5), CLOSE);
        assertThat(loss.loss(0, Doubles.of(0, 1), 0, 1, -4, 0, 0)).isEqualTo(4);
    }

    /** −Σ p_k·log y_k, with {@code a} in place of log 0: the reverse cross-entropy in full. */
    @Test
    void theReversePartIsTheCrossEntropyTheOtherWayRound() {
        double reverse = 0;
        for (int k = 0; k < 3; k++) {
            reverse -= P.at(k) * (k == 1 ? 0 : -4);
        }

        assertThat(new SymmetricCrossEntropy().loss(1, P, 0, 2, -4, 0, 0)).isEqualTo(2 * reverse, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.3", "1, 0.2", "2, -0.2"})
    void theMarginOfConfidenceIsNegativeForTheLikeliestClass(double label, double expected) {
        assertThat(new MarginOfConfidence().loss(label, P, 0)).isEqualTo(expected, CLOSE);
    }

    @Test
    void theMarginOfConfidenceNeedsTwoClasses() {
        assertThat(Catalogue.standard()
                        .find("margin_of_confidence")
                        .orElseThrow()
                        .violation(0, Doubles.of(1))
                        .map(Violation::reason))
                .contains("fewer_than_two_classes");
    }

    @Test
    void entropyIsFromZeroToTheLogarithmOfTheClasses() {
        PredictionEntropy entropy = new PredictionEntropy();

        assertThat(entropy.loss(Doubles.of(0, 1, 0), 0)).isEqualTo(0.0);
        assertThat(entropy.loss(Doubles.of(0.25, 0.25, 0.25, 0.25), 0)).isEqualTo(log(4), CLOSE);
        assertThat(entropy.loss(P, 0)).isEqualTo(-0.2 * log(0.2) - 0.3 * log(0.3) - 0.5 * log(0.5), CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"0, 1.6", "1, 1.4", "2, 1"})
    void theAbsoluteErrorsAreThoseOfAllClasses(double label, double expected) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += Math.abs(P.at(k) - (k == label ? 1 : 0));
        }

        assertThat(new MeanAbsoluteProbabilityError().loss(label, P, 0))
                .isEqualTo(expected, CLOSE)
                .isEqualTo(sum, CLOSE);
    }

    @Test
    void theRankedProbabilityScoreIsTheMeanOverThresholdsIfToldSo() {
        RankedProbabilityScore score = new RankedProbabilityScore();

        assertThat(score.loss(1, P, 0, 0)).isEqualTo(0.04 + 0.25, CLOSE);
        assertThat(score.loss(1, P, 1, 0)).isEqualTo((0.04 + 0.25) / 2, CLOSE);
        assertThat(score.loss(0, Doubles.of(1), 1, 0)).isZero();
    }

    @Test
    void aFocalLossTakesADistributionAsItsLabel() {
        CategoricalFocalLoss loss = new CategoricalFocalLoss();
        double first = 0.8 * 0.8 * -log(0.2);
        double last = 0.5 * 0.5 * -log(0.5);

        assertThat(loss.loss(0, P, 2, Double.NaN, 0, 0)).isEqualTo(first, CLOSE);
        assertThat(loss.loss(Doubles.of(1, 0, 0), P, 2, Double.NaN, 0, 0)).isEqualTo(first, CLOSE);
        assertThat(loss.loss(Doubles.of(0.25, 0, 0.75), P, 2, 0.5, 0, 0))
                .isEqualTo(0.5 * (0.25 * first + 0.75 * last), CLOSE);
        assertThat(loss.loss(Doubles.of(1, 1, 0), P, 2, 0.5, 0, 0)).isNaN();
    }

    @Test
    void aFocalLossThatDoesNotFadeIsTheLogLoss() {
        double plain = new SparseCategoricalCrossEntropy().loss(1, P, 0x1p-52, Double.NaN, 0);

        assertThat(new CategoricalFocalLoss().loss(1, P, 0, Double.NaN, 0x1p-52, 0))
                .isEqualTo(plain);
        assertThat(new CategoricalCrossEntropy().loss(Doubles.of(0, 1, 0), P, 0x1p-52, 0, 0))
                .isEqualTo(plain);
        assertThat(new GeneralizedCrossEntropy().loss(1, P, 1e-9, 0)).isEqualTo(plain, within(1e-8));
        assertThat(new GeneralizedCrossEntropy().loss(1, P, 1, 0)).isEqualTo(0.7, CLOSE);
    }
}
