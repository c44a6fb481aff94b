package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.curve.Better;
import io.assay.curve.Curve;
import io.assay.curve.Diagnosis;
import io.assay.curve.Diagnosis.Expectation;
import io.assay.curve.DiagnosisSettings;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurvePictureTest {

    private static Diagnosis diagnosis(Curve train, Curve validation, Better better) {
        return Diagnosis.of(
                "run",
                "metric",
                OptionalDouble.empty(),
                train,
                validation,
                new Expectation(better, OptionalDouble.empty(), OptionalDouble.empty()),
                DiagnosisSettings.DEFAULT);
    }

    private static Curve falling(int points) {
        double[] steps = IntStream.rangeClosed(1, points).mapToDouble(i -> i).toArray();
        return Curve.of(steps, DoubleStream.of(steps).map(step -> 1 + 9 / step).toArray());
    }

    private static double[] places(String points) {
        return Stream.of(points.split("[ ,]")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void everyPointStandsInThePictureAndManyAreThinnedOut() {
        CurvePicture picture = CurvePicture.of(diagnosis(falling(5_000), falling(7), Better.LOWER), 0.6)
                .orElseThrow();
        assertThat(picture.lines()).extracting(CurvePicture.Line::split).containsExactly("training", "validation");
        assertThat(places(picture.lines().get(0).raw())).hasSize(800);
        assertThat(places(picture.lines().get(1).smoothed())).hasSize(14);
        for (CurvePicture.Line line : picture.lines()) {
            double[] places = places(line.raw());
            for (int i = 0; i < places.length; i += 2) {
                assertThat(places[i]).isBetween(64.0, 628.0);
                assertThat(places[i + 1]).isBetween(20.0, 236.0);
            }
        }
    }

    @Test
    void lowerValuesStandLowerAndTheBestIsMarked() {
        Curve curve = falling(20);
        CurvePicture picture =
                CurvePicture.of(diagnosis(Curve.EMPTY, curve, Better.LOWER), 0).orElseThrow();
        double[] places = places(picture.lines().get(0).raw());
        assertThat(picture.best().x()).isEqualTo(places[places.length - 2]);
        assertThat(picture.best().y()).isEqualTo(places[places.length - 1]).isGreaterThan(places[1]);
        assertThat(picture.onset()).isEmpty();
    }

    @Test
    void ticksAreRoundAndLieOnTheAxis() {
        CurvePicture picture = CurvePicture.of(diagnosis(falling(300), Curve.EMPTY, Better.LOWER), 0.6)
                .orElseThrow();
        assertThat(picture.across()).extracting(CurvePicture.Tick::label).containsExactly("100", "200", "300");
        assertThat(picture.up()).isNotEmpty().allMatch(tick -> tick.at() >= 20 && tick.at() <= 236);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, -3, 1e300, 1e-300, 1e12})
    void oneValueAloneIsDrawn(double value) {
        Curve one = Curve.of(new double[] {3}, new double[] {value});
        CurvePicture picture =
                CurvePicture.of(diagnosis(Curve.EMPTY, one, Better.HIGHER), 0.6).orElseThrow();
        assertThat(places(picture.lines().get(0).raw())).hasSize(2).doesNotContain(Double.NaN);
    }

    @Test
    void nothingIsDrawnOfNothingOrOfWhatNoAxisSpans() {
        assertThat(CurvePicture.of(diagnosis(Curve.EMPTY, Curve.EMPTY, Better.LOWER), 0.6))
                .isEmpty();
        Curve huge = Curve.of(new double[] {1, 2}, new double[] {-1.7e308, 1.7e308});
        assertThat(CurvePicture.of(diagnosis(Curve.EMPTY, huge, Better.LOWER), 0.6))
                .isEmpty();
    }
}
