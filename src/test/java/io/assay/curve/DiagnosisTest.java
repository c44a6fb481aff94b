package io.assay.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.curve.Diagnosis.Expectation;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Curves whose course is known; for accuracies they are turned upside down. */
class DiagnosisTest {

    private static final int EPOCHS = 60;

    private static double wave(double step) {
        return 0.002 * Math.sin(7 * step);
    }

    private static final DoubleUnaryOperator LEARNS = step -> 2 * Math.exp(-step / 12) + 0.1 + wave(step);

    /** Best at step 20, then worse and worse. */
    private static final DoubleUnaryOperator TURNS =
            step -> step <= 20 ? 1.2 - 0.03 * step + wave(step) : 0.6 + 0.01 * (step - 20) + wave(step);

    private static Curve curve(DoubleUnaryOperator values, int points, Better better) {
        double[] steps = IntStream.rangeClosed(1, points).mapToDouble(i -> i).toArray();
        return Curve.of(
                steps,
                IntStream.rangeClosed(1, points)
                        .mapToDouble(i -> better.loss(values.applyAsDouble(i)))
                        .toArray());
    }

    private static Diagnosis diagnosis(DoubleUnaryOperator train, DoubleUnaryOperator validation, Better better) {
        return diagnosis(
                curve(train, EPOCHS, better),
                curve(validation, EPOCHS, better),
                new Expectation(better, OptionalDouble.empty(), OptionalDouble.empty()));
    }

    private static Diagnosis diagnosis(Curve train, Curve validation, Expectation expectation) {
        return Diagnosis.of(
                "run", "metric", OptionalDouble.empty(), train, validation, expectation, DiagnosisSettings.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource
    void overfittingBeginsBehindTheBestPoint(Better better) {
        Diagnosis found = diagnosis(LEARNS, TURNS, better);
        assertThat(found.overfitting().state()).isEqualTo(State.FOUND);
        assertThat(found.overfitting().onset().orElseThrow().step()).isBetween(19.0, 21.0);
        assertThat(found.best().orElseThrow().step()).isBetween(19.0, 21.0);
        assertThat(found.validationTrend().shape()).isEqualTo(Trend.Shape.WORSENING);
        assertThat(found.gap().orElseThrow().alarm()).isTrue();
        assertThat(found.stopping().stopIndex()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void whereTrainingWorsensTooItIsNoOverfitting(Better better) {
        Diagnosis found = diagnosis(TURNS, TURNS, better);
        assertThat(found.overfitting().state()).isEqualTo(State.NOT_FOUND);
        assertThat(found.overfitting().onset()).isEmpty();
        assertThat(found.gap().orElseThrow().alarm()).isFalse();
        assertThat(found.gap().orElseThrow().gap()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void withoutTrainingPointsOverfittingCannotBeTold(Better better) {
        Diagnosis found = diagnosis(
                Curve.EMPTY,
                curve(TURNS, EPOCHS, better),
                new Expectation(better, OptionalDouble.empty(), OptionalDouble.empty()));
        assertThat(found.overfitting().state()).isEqualTo(State.UNKNOWN);
        assertThat(found.gap()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatStillLearnsDoesNotOverfit(Better better) {
        Diagnosis found = diagnosis(step -> 2 - 0.02 * step, step -> 2.1 - 0.02 * step, better);
        assertThat(found.overfitting().state()).isEqualTo(State.NOT_FOUND);
        assertThat(found.validationTrend().shape()).isEqualTo(Trend.Shape.IMPROVING);
        assertThat(found.best().orElseThrow().index()).isEqualTo(EPOCHS - 1);
        assertThat(found.gap().orElseThrow().growing()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aTrainingPlateauAboveTheTargetIsUnderfitting(Better better) {
        DoubleUnaryOperator flat = step -> 0.5 + 0.001 * Math.sin(3 * step);
        Curve curve = curve(flat, EPOCHS, better);
        OptionalDouble none = OptionalDouble.empty();
        Expectation missed = new Expectation(better, OptionalDouble.of(better.loss(0.4)), none);
        Expectation met = new Expectation(better, OptionalDouble.of(better.loss(0.6)), none);
        Expectation near = new Expectation(better, none, OptionalDouble.of(better.loss(0.45)));
        Expectation far = new Expectation(better, none, OptionalDouble.of(better.loss(0.4)));
        assertThat(diagnosis(curve, curve, missed).underfitting().state()).isEqualTo(State.FOUND);
        assertThat(diagnosis(curve, curve, missed).underfitting().bound()).hasValue(better.loss(0.4));
        assertThat(diagnosis(curve, curve, met).underfitting().state()).isEqualTo(State.NOT_FOUND);
        assertThat(diagnosis(curve, curve, near).underfitting().state()).isEqualTo(State.NOT_FOUND);
        assertThat(diagnosis(curve, curve, far).underfitting().state()).isEqualTo(State.FOUND);
        assertThat(diagnosis(curve, curve, Expectation.NONE).underfitting().state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void theGapComparesValidationWithTheTrainingPointsAmongIt() {
        double[] steps = IntStream.rangeClosed(1, 40).mapToDouble(i -> i / 4.0).toArray();
        Curve train = Curve.of(
                steps,
                IntStream.rangeClosed(1, 40).mapToDouble(i -> 1 + (i % 2)).toArray());
        Curve validation = Curve.of(new double[] {2, 4, 6, 8, 10}, new double[] {2, 2, 2, 2, 2});
        Gap gap = diagnosis(train, validation, Expectation.NONE).gap().orElseThrow();
        // Half of the training points are 1, half are 2: mean 1.5, variance 40·0.25/39.
        assertThat(gap.gap()).isCloseTo(0.5, within(1e-12));
        assertThat(gap.trainingPoints()).isEqualTo(40);
        double reach = 2.022690911734728 * Math.sqrt(10.0 / 39 / 40); // t of 39 degrees of freedom
        assertThat(gap.lower()).isCloseTo(0.5 - reach, within(1e-9));
        assertThat(gap.upper()).isCloseTo(0.5 + reach, within(1e-9));
        assertThat(gap.relative()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(gap.small()).isFalse();
        assertThat(gap.alarm()).isFalse();
    }

    @Test
    void oneOfTwoEqualBestPointsIsTheFirst() {
        Curve curve = Curve.of(new double[] {1, 2, 3, 4}, new double[] {3, 1, 2, 1});
        assertThat(diagnosis(Curve.EMPTY, curve, Expectation.NONE).best()).hasValue(new Mark(1, 2, 1));
    }

    @Test
    void onePointIsItsOwnBestAndSaysNothingElse() {
        Diagnosis one = diagnosis(Curve.EMPTY, Curve.of(new double[] {7}, new double[] {0.5}), Expectation.NONE);
        assertThat(one.best()).hasValue(new Mark(0, 7, 0.5)).isEqualTo(one.last());
        assertThat(one.trend().shape()).isEqualTo(Trend.Shape.TOO_FEW);
        assertThat(one.overfitting().state()).isEqualTo(State.UNKNOWN);
        assertThat(one.stopping().stopIndex()).isEmpty();
    }

    @Test
    void ofCurvesWithoutFiniteValuesNothingIsSaid() {
        Curve broken = Curve.of(new double[] {1, 2}, new double[] {Double.NaN, Double.POSITIVE_INFINITY});
        for (Diagnosis none : new Diagnosis[] {
            diagnosis(broken, broken, Expectation.NONE), diagnosis(Curve.EMPTY, Curve.EMPTY, Expectation.NONE)
        }) {
            assertThat(none.best()).isEmpty();
            assertThat(none.gap()).isEmpty();
            assertThat(none.overfitting().state()).isEqualTo(State.UNKNOWN);
            assertThat(none.underfitting().state()).isEqualTo(State.UNKNOWN);
            assertThat(none.trend().shape()).isEqualTo(Trend.Shape.TOO_FEW);
        }
    }
}
