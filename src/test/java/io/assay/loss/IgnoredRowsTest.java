package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that a label marks to be left out, such as padding. */
class IgnoredRowsTest {

    private static final Doubles PREDICTION = Doubles.of(0.25, 0.75);

    static Stream<LossFunction> ignoring() {
        return Stream.of(new SparseCategoricalCrossEntropy(), new SparseSoftmaxCrossEntropy())
                .map(LossFunction::of);
    }

    @ParameterizedTest
    @MethodSource("ignoring")
    void aRowWithTheMarkHasNoLossAndNothingIsWrongWithIt(LossFunction function) {
        @Nullable Object[] arguments = arguments(function, -7, PREDICTION);

        assertThat(function.evaluate(arguments)).isNaN();
        assertThat(function.violation(arguments)).hasValueSatisfying(violation -> {
            assertThat(violation.isIgnored()).isTrue();
            assertThat(violation.reason()).isEqualTo("ignored");
        });
    }

    @ParameterizedTest
    @MethodSource("ignoring")
    void nothingElseIsAskedOfSuchARow(LossFunction function) {
        assertThat(function.violation(arguments(function, -7, Doubles.of(Double.NaN, 3)))
                        .map(Violation::reason))
                .contains("ignored");
        assertThat(function.violation(arguments(function, -7, null)).map(Violation::reason))
                .contains("ignored");
    }

    @ParameterizedTest
    @MethodSource("ignoring")
    void otherLabelsAreJudgedAsEver(LossFunction function) {
        assertThat(function.violation(arguments(function, 1, PREDICTION))).isEmpty();
        assertThat(function.violation(arguments(function, -8, PREDICTION)).map(Violation::reason))
                .contains("label_not_class_index");
        assertThat(function.violation(arguments(function, 2, PREDICTION)).map(Violation::reason))
                .contains("class_index_out_of_range");
        assertThat(function.violation(arguments(function, Double.NaN, PREDICTION))
                        .map(Violation::reason))
                .contains("label_nan");
    }

    @Test
    void theMarkOfLogitsIsMinusOneHundredUnlessToldOtherwiseAndProbabilitiesHaveNone() {
        Catalogue catalogue = Catalogue.standard();

        assertThat(catalogue
                        .find("sparse_softmax_cross_entropy")
                        .orElseThrow()
                        .violation(-100, PREDICTION)
                        .map(Violation::reason))
                .contains("ignored");
        assertThat(catalogue
                        .find("sparse_categorical_cross_entropy")
                        .orElseThrow()
                        .violation(-100, PREDICTION)
                        .map(Violation::reason))
                .contains("label_not_class_index");
    }

    private static @Nullable Object[] arguments(LossFunction function, double label, @Nullable Doubles prediction) {
        return function.definition().arguments().stream()
                .map(argument -> switch (argument.name()) {
                    case "label" -> label;
                    case "prediction" -> prediction;
                    case "ignore_index" -> -7.0;
                    default -> argument.fallback();
                })
                .toArray();
    }
}
