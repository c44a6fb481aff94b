package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public class LossFunctionTest {

    private final LossFunction huber = LossFunction.of(new Huber());
    private final LossFunction brier = LossFunction.of(new BrierLoss());
    private final LossFunction multiclass = LossFunction.of(new MulticlassZeroOneLoss());

    static Definition.Builder definition(String name) {
        return Definition.of(name, Family.REGRESSION)
                .summary("A loss.")
                .formula("y − p")
                .label(Domain.FINITE)
                .prediction(Domain.FINITE)
                .reference("None");
    }

    @Test
    void numbersOfAnyTypeAreTaken() {
        assertThat(huber.evaluate(0, 3L, 2.0f)).isEqualTo(2 * (3 - 1.0));
    }

    @Test
    void missingParametersTakeTheirDefaults() {
        assertThat(huber.evaluate(0.0, 3.0)).isEqualTo(2.5);
    }

    @Test
    void theOverloadFollowsTheTypes() {
        assertThat(multiclass.overloads())
                .extracting(method -> Arrays.toString(method.getParameterTypes()))
                .containsExactly(
                        "[double, double]",
                        "[double, interface io.assay.loss.Doubles]",
                        "[class java.lang.String, class java.lang.String]");
        assertThat(multiclass.evaluate(1, 1)).isZero();
        assertThat(multiclass.evaluate(1, Doubles.of(0.5, 0.5))).isEqualTo(1);
        assertThat(multiclass.evaluate("cat", "dog")).isEqualTo(1);
    }

    @Test
    void overloadsAgree() {
        for (int label = 0; label < 3; label++) {
            for (int prediction = 0; prediction < 3; prediction++) {
                double[] scores = new double[3];
                scores[prediction] = 1;
                double byIndex = multiclass.evaluate(label, prediction);

                assertThat(multiclass.evaluate(label, Doubles.of(scores))).isEqualTo(byIndex);
                assertThat(multiclass.evaluate("class " + label, "class " + prediction))
                        .isEqualTo(byIndex);
            }
        }
    }

    @Test
    void typesThatNoOverloadTakesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> huber.evaluate("a", 1.0))
                .withMessage("Cannot call huber with (String, Double, Double): it takes (double, double, double)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> huber.violation(Doubles.of(1), 1.0))
                .withMessageStartingWith("Cannot call huber with (Doubles, Double, Double)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> huber.evaluate(1.0))
                .withMessage("Cannot call huber with 1 arguments: it takes (label, prediction, [delta])");
        assertThatIllegalArgumentException().isThrownBy(() -> huber.evaluate(1, 2, 3, 4));
    }

    @Test
    void aViolationIsToldToPeopleAndCountedByReason() {
        Violation violation = brier.violation(1, 1.3).orElseThrow();

        assertThat(violation.reason()).isEqualTo("prediction_not_probability");
        assertThat(violation.message()).isEqualTo("Invalid prediction for brier_loss: 1.3 (must be in [0, 1])");
    }

    @Test
    void reasonsTellWhatIsWrong() {
        assertThat(reason(brier, 1, null)).isEqualTo("prediction_null");
        assertThat(reason(brier, 1, Double.NaN)).isEqualTo("prediction_nan");
        assertThat(reason(brier, 1, Double.POSITIVE_INFINITY)).isEqualTo("prediction_infinite");
        assertThat(reason(brier, 2, 0.5)).isEqualTo("label_not_binary");
        assertThat(reason(huber, 0, 1, -1)).isEqualTo("delta_not_positive");
        assertThat(reason(huber, 0, 1, null)).isEqualTo("delta_null");
        assertThat(reason(multiclass, 2.5, 1)).isEqualTo("label_not_class_index");
        assertThat(reason(multiclass, 1, 2.5)).isEqualTo("prediction_not_class_index");
        assertThat(reason(multiclass, 2, Doubles.of(0.5, 0.5))).isEqualTo("class_index_out_of_range");
        assertThat(reason(LossFunction.of(new SquaredError()), 1e200, 0)).isEqualTo("infinite_loss");
        assertThat(reason(LossFunction.of(new IntervalScore()), 0, Doubles.of(2, 1)))
                .isEqualTo("lower_above_upper");
        assertThat(reason(LossFunction.of(new KlDivergence()), Doubles.of(0.5, 0.5), Doubles.of(1)))
                .isEqualTo("unequal_lengths");
        assertThat(reason(LossFunction.of(new KlDivergence()), Doubles.of(0.5, 0.5), Doubles.of(0.5, 0.4)))
                .isEqualTo("probabilities_do_not_sum_to_one");
        assertThat(reason(LossFunction.of(new DiceLoss()), Doubles.of(), Doubles.of()))
                .isEqualTo("empty_array");
        assertThat(reason(LossFunction.of(new ExactMatchError()), "a", "b", "fuzzy"))
                .isEqualTo("unknown_normalisation");
        assertThat(reason(LossFunction.of(new WordError()), " ", "b")).isEqualTo("empty_label");
    }

    private static String reason(LossFunction function, @Nullable Object... arguments) {
        return function.violation(arguments).orElseThrow().reason();
    }

    @Test
    void anElementOfAnArrayIsNamedByItsIndex() {
        Violation violation = LossFunction.of(new MulticlassBrierLoss())
                .violation(0, Doubles.of(0.2, 1.4))
                .orElseThrow();

        assertThat(violation.message())
                .isEqualTo("Invalid prediction for multiclass_brier_loss: [0.2, 1.4]"
                        + " (element 1 is 1.4 and must be in [0, 1])");
    }

    @Test
    void aRuleBetweenArgumentsQuotesThemAll() {
        Violation violation = LossFunction.of(new MeanSquaredErrorVec())
                .violation(Doubles.of(1), Doubles.of(1, 2))
                .orElseThrow();

        assertThat(violation.message())
                .isEqualTo("Invalid arguments for mean_squared_error_vec: label = [1.0], prediction = [1.0, 2.0]"
                        + " (label and prediction must have the same length)");
    }

    @Test
    void longValuesAreCut() {
        Violation violation = LossFunction.of(new MeanSquaredErrorVec())
                .violation(Doubles.of(new double[1_000_000]), Doubles.of(1))
                .orElseThrow();

        assertThat(violation.value()).hasSize(80).endsWith("…");
    }

    @Test
    void anAbsentParameterIsNoViolation() {
        LossFunction focal = LossFunction.of(new BinaryFocalLoss());

        assertThat(focal.violation(1, 0.5, 2, null, 0)).isEmpty();
        assertThat(focal.evaluate(1, 0.5, 2, null, 0)).isEqualTo(focal.evaluate(1, 0.5, 2, Double.NaN, 0));
    }

    @Test
    void aMatrixIsCheckedElementByElement() {
        LossFunction cost = LossFunction.of(new WeightedCost());

        assertThat(cost.evaluate(1, 0, Matrix.of(new double[] {0, 1}, new double[] {5})))
                .isEqualTo(5);
        assertThat(reason(cost, 1, 0, null)).isEqualTo("cost_null");
        assertThat(reason(cost, 1, 0, Matrix.of(new double[] {0, Double.NaN}))).isEqualTo("cost_nan");
        assertThat(reason(cost, 1, 0, Matrix.of(new double[] {0, 1}))).isEqualTo("cell_missing");
        assertThat(cost.violation(0, 0, Matrix.of(new double[] {0}, new double[] {1, -2}))
                        .orElseThrow()
                        .message())
                .isEqualTo("Invalid cost for weighted_cost: [[0.0], [1.0, -2.0]]"
                        + " (element 1 of row 1 is -2.0 and must be ≥ 0 and finite)");
        assertThat(cost.violation(0, 0, Matrix.of(new double[1_000][1_000]), Doubles.of(-1))
                        .orElseThrow()
                        .argument())
                .isEqualTo("class_weight");
    }

    @Test
    void aLongMatrixIsCut() {
        Matrix cost = Matrix.of(new double[1_000][1_000]);
        Violation violation =
                LossFunction.of(new WeightedCost()).violation(1_000, 0, cost).orElseThrow();

        assertThat(violation.value()).hasSize(80).startsWith("label = 1000.0, prediction = 0.0, cost = [[0.0,");
    }

    @Test
    void anAbsentArrayOrMatrixIsNullOrEmpty() {
        LossFunction cost = LossFunction.of(new WeightedCost());
        Matrix five = Matrix.of(new double[] {5});

        assertThat(cost.evaluate(0, 0, five)).isEqualTo(5);
        assertThat(cost.evaluate(0, 0, five, null, null)).isEqualTo(5);
        assertThat(cost.evaluate(0, 0, five, Doubles.of(), Matrix.of())).isEqualTo(5);
        assertThat(cost.evaluate(0, 0, five, Doubles.of(2), Matrix.of(new double[] {1})))
                .isEqualTo(9);
        assertThat(cost.violation(0, 0, five, null, Matrix.of())).isEmpty();
    }

    @Test
    void rulesOfLengthLeaveAbsentArraysOut() {
        Relation same = Relation.sameLength("a", "b", "c");

        assertThat(same.test().holds(new @Nullable Object[] {null, Doubles.of(1), Doubles.of(2)}))
                .isTrue();
        assertThat(same.test().holds(new @Nullable Object[] {Doubles.of(1), null, Doubles.of(2, 3)}))
                .isFalse();
        assertThat(Relation.notEmpty("a").test().holds(new @Nullable Object[] {null}))
                .isTrue();
    }

    @Test
    void aTextThatCannotBeAbsentIsRefused() {
        assertRefused(
                new AbsentText(), "loss(double, double, String) must not take String as kind: a text cannot be absent");
    }

    @Test
    void aRatioHasADenominator() {
        LossFunction wmape = LossFunction.of(new WeightedAbsolutePercentageError());

        assertThat(wmape.evaluate(-4, 1)).isEqualTo(5);
        assertThat(wmape.denominator(-4, 1)).isEqualTo(4);
        assertThat(wmape.denominator(wmape.overloads().get(0))).isPresent();
        assertThatIllegalStateException()
                .isThrownBy(() -> huber.denominator(1, 2))
                .withMessage("huber has no denominator: its aggregate is mean, not ratio");
    }

    @Test
    void aLossWithoutItsMethodIsRefused() {
        assertRefused(new NoMethod(), "it must have a public method double loss(label, prediction)");
    }

    @Test
    void aMethodOfOtherParametersThanTheDefinitionIsRefused() {
        assertRefused(new OneParameter(), "loss(double) must take the arguments of the definition (label, prediction)");
    }

    @Test
    void aMethodOfBoxedParametersIsRefused() {
        assertRefused(
                new Boxed(), "loss(Double, double) must take double, Doubles, Matrix or String as label, not Double");
    }

    @Test
    void aMethodThatReturnsAnotherTypeIsRefused() {
        assertRefused(new Truncated(), "loss(double, double) must return double");
    }

    @Test
    void aClassThatGeneratedCodeCannotSeeIsRefused() {
        assertRefused(new Hidden(), Hidden.class.getName() + " must be public");
    }

    @Test
    void aRatioWithoutDenominatorIsRefused() {
        assertRefused(
                new Undivided(),
                "its aggregate is ratio, so it must have a public method double denominator(double, double)");
    }

    @Test
    void aDenominatorWithoutRatioIsRefused() {
        assertRefused(
                new Divided(),
                "it has a method denominator, so its aggregate must be ratio or exponential, or it must take class_weight");
    }

    private static void assertRefused(Loss loss, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossFunction.of(loss))
                .withMessage("Invalid loss example (" + loss.getClass().getName() + "): " + rule);
    }

    /** What the refused losses share. */
    public interface Example extends Loss {
        @Override
        default Definition definition() {
            return LossFunctionTest.definition("example").build();
        }
    }

    public static final class NoMethod implements Example {}

    public static final class OneParameter implements Example {
        public double loss(double label) {
            return label;
        }
    }

    public static final class AbsentText implements Loss {
        @Override
        public Definition definition() {
            return LossFunctionTest.definition("example")
                    .optional("kind", Domain.EXTENDED)
                    .build();
        }

        public double loss(double label, double prediction, String kind) {
            return label - prediction + kind.length();
        }
    }

    public static final class Boxed implements Example {
        public double loss(Double label, double prediction) {
            return label - prediction;
        }
    }

    public static final class Truncated implements Example {
        public float loss(double label, double prediction) {
            return (float) (label - prediction);
        }
    }

    static final class Hidden implements Example {
        public double loss(double label, double prediction) {
            return label - prediction;
        }
    }

    public static final class Undivided implements Loss {
        @Override
        public Definition definition() {
            return LossFunctionTest.definition("example").aggregate("ratio").build();
        }

        public double loss(double label, double prediction) {
            return label - prediction;
        }
    }

    public static final class Divided implements Example {
        public double loss(double label, double prediction) {
            return label - prediction;
        }

        public double denominator(double label, double prediction) {
            return label + prediction;
        }
    }
}
