package io.assay.loss;

import static java.lang.Math.abs;
import static java.lang.Math.acos;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.pow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of class logits that have no reference values, against closed forms and formulas of another kind. */
class LogitLossesTest {

    private static final Offset<Double> CLOSE = within(1e-13);
    private static final Doubles NONE = Doubles.of();

    private final SparseSoftmaxCrossEntropy crossEntropy = new SparseSoftmaxCrossEntropy();
    private final SparsemaxLoss sparsemax = new SparsemaxLoss();
    private final DistillationKl distillation = new DistillationKl();
    private final OrdinalLogisticLoss ordinal = new OrdinalLogisticLoss();
    private final BiTemperedLogisticLoss tempered = new BiTemperedLogisticLoss();

    /** torch takes log-probabilities as they are, weights them by class and leaves one label out. */
    @Test
    void logProbabilitiesAreReadNotNormalised() {
        NegativeLogLikelihood likelihood = new NegativeLogLikelihood();
        Doubles logs = Doubles.of(-0.25, -1.5, Double.NEGATIVE_INFINITY);
        Doubles weights = Doubles.of(2, 0.5, 0);
        assertThat(likelihood.loss(1, logs, NONE, -100)).isEqualTo(1.5);
        assertThat(likelihood.loss(0, logs, weights, -100)).isEqualTo(0.5);
        assertThat(likelihood.denominator(0, logs, weights, -100)).isEqualTo(2);
        assertThat(likelihood.loss(2, logs, NONE, -100)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(likelihood.loss(2, logs, weights, -100)).isZero();
        assertThat(likelihood.loss(1, logs, NONE, 1)).isNaN();
        assertThat(likelihood.loss(3, logs, NONE, -100)).isNaN();
        assertThat(likelihood.loss(0, Doubles.of(0.5, -1), NONE, -100)).isNaN();
        Doubles softmax = Doubles.of(1 - log(exp(1) + exp(3)), 3 - log(exp(1) + exp(3)));
        assertThat(likelihood.loss(0, softmax, NONE, -100))
                .isEqualTo(crossEntropy.loss(0, Doubles.of(1, 3), 0, NONE, -100), CLOSE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-5, -1, -0.999, -0.3, 0, 0.3, 0.999, 1, 5})
    void theSparsemaxLossOfTwoClassesHasAClosedForm(double ahead) {
        double expected = ahead >= 1 ? 0 : ahead <= -1 ? -ahead : (1 - ahead) * (1 - ahead) / 4;

        assertThat(sparsemax.loss(0, Doubles.of(7 + ahead, 7))).isEqualTo(expected, CLOSE);
        assertThat(sparsemax.loss(1, Doubles.of(-2, -2 + ahead))).isEqualTo(expected, CLOSE);
        assertThat(new SparsemaxBinaryLoss().loss(1, ahead)).isEqualTo(expected, CLOSE);
    }

    /** For four scores: t by halving, then the formula of the definition. */
    @Test
    void theSparsemaxLossIsItsFormula() {
        Random random = new Random(7);
        for (int draw = 0; draw < 500; draw++) {
            double[] x = random.doubles(4, -1.5, 1.5).toArray();
            double low = Arrays.stream(x).max().orElseThrow() - 1;
            double high = low + 1;
            for (int i = 0; i < 100; i++) {
                double middle = (low + high) / 2;
                boolean tooLow = Arrays.stream(x).map(s -> max(0, s - middle)).sum() > 1;
                low = tooLow ? middle : low;
                high = tooLow ? high : middle;
            }
            double t = low;
            double sum = Arrays.stream(x)
                    .filter(s -> s > t)
                    .map(s -> (s * s - t * t) / 2)
                    .sum();

            assertThat(sparsemax.loss(2, Doubles.of(x)))
                    .as(Arrays.toString(x))
                    .isEqualTo(max(0, sum + 0.5 - x[2]), CLOSE);
        }
    }

    @Test
    void anImpossibleClassIsInfinitelyWrongForTheSparsemax() {
        Doubles logits = Doubles.of(1, Double.NEGATIVE_INFINITY, 1.5);

        assertThat(sparsemax.loss(1, logits)).isInfinite();
        assertThat(sparsemax.loss(2, logits)).isEqualTo(0.0625, CLOSE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 20})
    void distillationIsTheDivergenceOfBothSoftmaxes(double temperature) {
        double[] teacher = {2, -1, 0.5};
        double[] student = {0.3, 0.1, -4};
        double[] p = softmax(teacher, temperature);
        double[] q = softmax(student, temperature);
        double expected = 0;
        for (int k = 0; k < 3; k++) {
            expected += temperature * temperature * p[k] * log(p[k] / q[k]);
        }

        assertThat(distillation.loss(Doubles.of(teacher), Doubles.of(student), temperature))
                .isEqualTo(expected, within(1e-12));
    }

    private static double[] softmax(double[] logits, double temperature) {
        double sum = Arrays.stream(logits).map(x -> exp(x / temperature)).sum();
        return Arrays.stream(logits).map(x -> exp(x / temperature) / sum).toArray();
    }

    /** Half the variance of the differences under the teacher, where these are tiny: 2/9 · d² / 2 for one of three. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1e-8, 1e-100})
    void distillationKeepsItsDigitsForAStudentThatIsNearlyRight(double off) {
        assertThat(distillation.loss(Doubles.of(0, 0, 0), Doubles.of(off, 0, 0), 1))
                .isEqualTo(off * off / 9, within(off * off * max(off, 1e-12)));
    }

    @Test
    void aTeacherMayRuleClassesOutAndAStudentMayNot() {
        double never = Double.NEGATIVE_INFINITY;

        assertThat(distillation.loss(Doubles.of(0, never), Doubles.of(0, 0), 1)).isEqualTo(log(2), CLOSE);
        assertThat(distillation.loss(Doubles.of(0, 0), Doubles.of(0, never), 1)).isInfinite();
        assertThat(distillation.loss(Doubles.of(3, never), Doubles.of(-8, never), 1))
                .isZero();
        assertThat(distillation.loss(Doubles.of(1000, 0), Doubles.of(0, 1000), 1))
                .isEqualTo(1000, CLOSE);
    }

    @Test
    void theZLossIsTheSquaredLogarithmOfTheNormaliser() {
        assertThat(new LogitZLoss().loss(Doubles.of(log(0.5), log(0.5)), 1)).isEqualTo(0, CLOSE);
        assertThat(new LogitZLoss().loss(Doubles.of(0, 0, 0), 1e-4)).isEqualTo(1e-4 * log(3) * log(3), CLOSE);
        assertThat(new LogitZLoss().loss(Doubles.of(1000, 0), 0.5)).isEqualTo(500_000);
    }

    @Test
    void theEnergyIsTheNegativeLogarithmOfTheNormaliser() {
        EnergyScoreLogits energy = new EnergyScoreLogits();

        assertThat(energy.loss(Doubles.of(0.0), 1)).isEqualTo(0.0);
        assertThat(energy.loss(Doubles.of(1, 2), 1)).isEqualTo(-log(exp(1) + exp(2)), CLOSE);
        assertThat(energy.loss(Doubles.of(1, 2), 4)).isEqualTo(-4 * log(exp(0.25) + exp(0.5)), CLOSE);
        assertThat(energy.loss(Doubles.of(-900, -900), 1)).isEqualTo(900 - log(2), CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.3", "1, 0.3", "2, 0.3", "3, 0.3", "0, -2", "1, 3", "2, -3", "3, 5"})
    void theOrdinalLossIsTheLogarithmOfASigmoidDifference(double label, double score) {
        double[] thresholds = {-1, 0.5, 0.75};
        int index = (int) label;
        double upper = index == 3 ? 1 : 1 / (1 + exp(score - thresholds[index]));
        double lower = index == 0 ? 0 : 1 / (1 + exp(score - thresholds[index - 1]));

        assertThat(ordinal.loss(label, score, Doubles.of(thresholds))).isEqualTo(-log(upper - lower), CLOSE);
    }

    @Test
    void theOrdinalLossKeepsItsDigitsWhereSigmoidsMeet() {
        // Far off, sigmoid(a) − sigmoid(b) is exp(−x)·(exp(a) − exp(b)); with one threshold it is the log loss.
        assertThat(ordinal.loss(1, 800, Doubles.of(0, 1))).isEqualTo(800 - log(exp(1) - 1), within(1e-12));
        assertThat(ordinal.loss(1, 0, Doubles.of(0, 1e-9))).isEqualTo(-log(1e-9 / 4), within(1e-8));
        assertThat(ordinal.loss(1, -3, Doubles.of(0))).isEqualTo(new SigmoidCrossEntropy().loss(1, -3, 1, 0), CLOSE);
        assertThat(ordinal.loss(1, 3, Doubles.of(1, 0))).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theBiTemperedLossWithoutTemperingIsTheLogLoss(int label) {
        Doubles logits = Doubles.of(2, -1, 0.5);
        double expected = crossEntropy.loss(label, logits, 0, NONE, -100);

        assertThat(tempered.loss(label, logits, 1, 1)).isEqualTo(expected, CLOSE);
        assertThat(tempered.loss(label, logits, 1 - 1e-9, 1)).isEqualTo(expected, within(1e-7));
        assertThat(tempered.loss(label, logits, 1, 1 + 1e-9)).isEqualTo(expected, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({"0.8, 1.2", "0, 1", "0.2, 4", "0.5, 1.5", "1, 3", "0, 2"})
    void theBiTemperedLossIsItsDivergence(double t1, double t2) {
        Random random = new Random(11);
        for (int draw = 0; draw < 200; draw++) {
            double[] x = random.doubles(3, -4, 4).toArray();
            double[] p = temperedSoftmax(x, t2);
            double expected = 0;
            for (int k = 0; k < 3; k++) {
                double y = k == 1 ? 1 : 0;
                double gain = y == 0 ? 0 : y * (temperedLog(y, t1) - temperedLog(p[k], t1));
                expected += gain - (pow(y, 2 - t1) - pow(p[k], 2 - t1)) / (2 - t1);
            }

            assertThat(tempered.loss(1, Doubles.of(x), t1, t2))
                    .as(Arrays.toString(x))
                    .isEqualTo(expected, within(1e-11 * (1 + abs(expected))));
        }
    }

    private static double temperedLog(double u, double t) {
        return t == 1 ? log(u) : (pow(u, 1 - t) - 1) / (1 - t);
    }

    /** The normaliser by halving. */
    private static double[] temperedSoftmax(double[] x, double t) {
        double low = Arrays.stream(x).max().orElseThrow();
        double high = low + 1e6;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            boolean tooLow = Arrays.stream(temperedExp(x, middle, t)).sum() > 1;
            low = tooLow ? middle : low;
            high = tooLow ? high : middle;
        }
        return temperedExp(x, low, t);
    }

    private static double[] temperedExp(double[] x, double normaliser, double t) {
        return Arrays.stream(x)
                .map(s -> t == 1 ? exp(s - normaliser) : pow(1 + (t - 1) * (normaliser - s), -1 / (t - 1)))
                .toArray();
    }

    @Test
    void theBiTemperedLossIsBoundedAndStaysSoWithManyClasses() {
        double[] many = new double[1000];
        many[1] = 1e6;

        assertThat(tempered.loss(0, Doubles.of(0, 1e300), 0.8, 1)).isEqualTo(5, within(1e-9));
        assertThat(tempered.loss(0, Doubles.of(many), 0.5, 10)).isBetween(0.0, 2.0);
        assertThat(tempered.loss(0, Doubles.of(0), 0.5, 2)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 64, 0", "1, 64, 0", "0, 10, 0.5", "1, 30, 0.35", "2, 1, 3"})
    void arcFaceIsTheLogLossOfScaledCosinesWithALargerAngle(double label, double scale, double margin) {
        double[] cosines = {0.7, -0.2, 1};
        double[] logits = Arrays.stream(cosines).map(c -> scale * c).toArray();
        logits[(int) label] = scale * cos(acos(cosines[(int) label]) + margin);

        assertThat(new LargeMarginSoftmax().loss(label, Doubles.of(cosines), scale, margin))
                .isEqualTo(crossEntropy.loss(label, Doubles.of(logits), 0, NONE, -100), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void polyOneWithoutItsTermAndFocalWithoutFadingAreTheLogLoss(int label) {
        Doubles logits = Doubles.of(2, -1, 0.5);
        double expected = crossEntropy.loss(label, logits, 0, NONE, -100);

        assertThat(new Poly1CrossEntropy().loss(label, logits, 0)).isEqualTo(expected);
        assertThat(new SoftmaxFocalLoss().loss(label, logits, 0)).isEqualTo(expected);
    }

    @Test
    void polyOneTakesWeightsOfClassesAsItsLabel() {
        Poly1CrossEntropy loss = new Poly1CrossEntropy();
        Doubles logits = Doubles.of(2, -1, 0.5);

        assertThat(loss.loss(Doubles.of(0, 1, 0), logits, 2)).isEqualTo(loss.loss(1, logits, 2));
        assertThat(loss.loss(Doubles.of(0.5, 0, 0.25), logits, 2))
                .isEqualTo(0.5 * loss.loss(0, logits, 2) + 0.25 * loss.loss(2, logits, 2), CLOSE);
    }

    @Test
    void theCategoricalHingeDiffersWhereAllOtherScoresAreNegative() {
        Doubles scores = Doubles.of(0.25, -2, -3);

        assertThat(new CategoricalHinge().loss(0, scores)).isEqualTo(0.75);
        assertThat(new CategoricalHinge().loss(Doubles.of(1, 0, 0), scores)).isEqualTo(0.75);
        assertThat(new MulticlassHinge().loss(0, scores)).isZero();
        assertThat(new CategoricalHinge().loss(Doubles.of(1, 1, 0), scores)).isNaN();
        assertThat(new CategoricalHinge().loss(Doubles.of(0.5, 0.5, 0), scores)).isNaN();
    }

    @Test
    void classWeightsWeighARowAndWhatItDividesBy() {
        Doubles logits = Doubles.of(2, -1, 0.5);
        Doubles weights = Doubles.of(1, 4, 0.5);
        double plain = crossEntropy.loss(1, logits, 0, NONE, -100);
        double mean = 0;
        for (int k = 0; k < 3; k++) {
            mean += weights.at(k) * crossEntropy.loss(k, logits, 0, NONE, -100) / 3;
        }

        assertThat(crossEntropy.loss(1, logits, 0, weights, -100)).isEqualTo(4 * plain, CLOSE);
        assertThat(crossEntropy.denominator(1, logits, 0, weights, -100)).isEqualTo(4);
        assertThat(crossEntropy.denominator(1, logits, 0, NONE, -100)).isEqualTo(1);
        assertThat(crossEntropy.loss(1, logits, 0.2, weights, -100)).isEqualTo(0.8 * 4 * plain + 0.2 * mean, CLOSE);
        assertThat(crossEntropy.loss(1, logits, 0, Doubles.of(1, 4), -100)).isNaN();
        assertThat(new MultiMarginLoss().loss(1, logits, 1, 1, weights)).isEqualTo(4 * (4 + 2.5) / 3, CLOSE);
    }
}
