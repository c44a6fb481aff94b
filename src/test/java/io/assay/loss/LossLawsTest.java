package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.loss.Definition.Argument;
import io.assay.loss.Definition.Role;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every loss, over random and hostile arguments. */
class LossLawsTest {

    private static final int DRAWS = 3_000;

    static Stream<LossFunction> losses() {
        return Catalogue.of(Catalogue.builtIn()).all().stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aLossIsFiniteExactlyWhenNoViolationIsFound(LossFunction function) {
        int scored = 0;
        int unscored = 0;
        for (Method overload : function.overloads()) {
            for (int seed = 0; seed < DRAWS; seed++) {
                @Nullable Object[] arguments = draw(function, overload, seed, 0.08);
                Optional<Violation> violation = function.violation(arguments);
                double loss = function.evaluate(arguments);
                String told = told(function, seed, arguments) + " gave " + loss + ", " + violation;
                assertThat(fits(loss, violation.map(Violation::code).orElse("")))
                        .as(told)
                        .isTrue();
                scored += violation.isEmpty() ? 1 : 0;
                unscored += violation.isPresent() ? 1 : 0;
            }
        }
        assertThat(scored).as("draws with a loss").isGreaterThan(50);
        assertThat(unscored).as("draws without a loss").isGreaterThan(50);
    }

    /** Declared rules give NaN; only a loss that passes them all may be infinite. */
    private static boolean fits(double loss, String code) {
        return switch (code) {
            case "" -> Double.isFinite(loss);
            case "infinite_loss" -> Double.isInfinite(loss);
            default -> Double.isNaN(loss);
        };
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyReasonIsDeclaredWhenNumbersAreOfOrdinarySize(LossFunction function) {
        for (Method overload : function.overloads()) {
            for (int seed = 0; seed < DRAWS; seed++) {
                @Nullable Object[] arguments = draw(function, overload, seed, 0.08);
                if (Arrays.stream(arguments).allMatch(LossLawsTest::isOfOrdinarySize)) {
                    assertThat(function.violation(arguments).map(Violation::code))
                            .as(told(function, seed, arguments))
                            .isNotEqualTo(Optional.of("undefined_loss"));
                }
            }
        }
    }

    private static boolean isOfOrdinarySize(@Nullable Object argument) {
        if (argument instanceof Doubles array) {
            for (int i = 0; i < array.size(); i++) {
                if (!isOfOrdinarySize(array.at(i))) {
                    return false;
                }
            }
        }
        if (argument instanceof Matrix matrix) {
            return IntStream.range(0, matrix.rows()).allMatch(row -> isOfOrdinarySize(matrix.row(row)));
        }
        return !(argument instanceof Double number) || !(Math.abs(number) > 1e100);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aLossIsInItsRange(LossFunction function) {
        Definition definition = function.definition();
        for (Method overload : function.overloads()) {
            for (int seed = 0; seed < DRAWS; seed++) {
                @Nullable Object[] arguments = draw(function, overload, seed, 0.08);
                double loss = function.evaluate(arguments);
                if (!Double.isNaN(loss)) {
                    // Compared as objects, -0.0 is not 0.0 but below it: a cost must not print as -0.0.
                    assertThat(Double.compare(loss, definition.lowest()) >= 0
                                    && Double.compare(loss, definition.highest()) <= 0
                                    && Double.compare(loss, -0.0) != 0)
                            .as(told(function, seed, arguments) + " gave " + loss + ", which is -0.0 or outside of ["
                                    + definition.lowest() + ", " + definition.highest() + "]")
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void negativeZeroCountsAsZero(LossFunction function) {
        for (Method overload : function.overloads()) {
            for (int seed = 0; seed < DRAWS; seed++) {
                @Nullable Object[] arguments = draw(function, overload, seed, 0.08);
                @Nullable
                Object[] plain = Arrays.stream(arguments)
                        .map(LossLawsTest::withoutSignOfZero)
                        .toArray();
                assertThat(function.evaluate(arguments))
                        .as(told(function, seed, arguments))
                        .isEqualTo(Double.valueOf(function.evaluate(plain)));
            }
        }
    }

    private static @Nullable Object withoutSignOfZero(@Nullable Object argument) {
        if (argument instanceof Doubles array) {
            return Doubles.of(IntStream.range(0, array.size())
                    .mapToDouble(i -> array.at(i) + 0.0)
                    .toArray());
        }
        if (argument instanceof Matrix matrix) {
            return Matrix.of(IntStream.range(0, matrix.rows())
                    .mapToObj(row -> IntStream.range(0, matrix.row(row).size())
                            .mapToDouble(i -> matrix.row(row).at(i) + 0.0)
                            .toArray())
                    .toArray(double[][]::new));
        }
        return argument instanceof Double number ? (Double) (number + 0.0) : argument;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aPredictionThatEqualsItsLabelCostsNothingWhereDeclared(LossFunction function) {
        if (!function.definition().zeroAtEquality()) {
            return;
        }
        int scored = 0;
        for (int seed = 0; seed < DRAWS; seed++) {
            @Nullable Object[] arguments = draw(function, function.overloads().get(0), seed, 0.02);
            arguments[position(function, Role.PREDICTION)] = arguments[position(function, Role.LABEL)];
            if (function.violation(arguments).isEmpty()) {
                scored++;
                assertThat(function.evaluate(arguments))
                        .as(told(function, seed, arguments))
                        .isZero();
            }
        }
        assertThat(scored).isGreaterThan(50);
    }

    private static int position(LossFunction function, Role role) {
        List<Role> roles =
                function.definition().arguments().stream().map(Argument::role).toList();
        assertThat(roles)
                .as("zero at equality needs one label and one prediction")
                .containsOnlyOnce(role);
        return roles.indexOf(role);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void missingParametersTakeTheirDefaults(LossFunction function) {
        List<Argument> declared = function.definition().arguments();
        int required = (int) declared.stream().filter(Argument::required).count();
        for (Method overload : function.overloads()) {
            for (int seed = 0; seed < 200; seed++) {
                @Nullable Object[] full = draw(function, overload, seed, 0.02);
                for (int i = required; i < full.length; i++) {
                    full[i] = declared.get(i).fallback();
                }
                assertThat(function.evaluate(Arrays.copyOf(full, required)))
                        .as(told(function, seed, full))
                        .isEqualTo(Double.valueOf(function.evaluate(full)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aNullThatIsNoAbsenceIsNamed(LossFunction function) {
        List<Argument> declared = function.definition().arguments();
        for (int i = 0; i < declared.size(); i++) {
            @Nullable Object[] arguments = draw(function, function.overloads().get(0), 1, 0);
            arguments[i] = null;
            boolean absent = !declared.get(i).required() && declared.get(i).fallback() == null;
            Optional<String> reason = function.violation(arguments).map(Violation::reason);
            String nulled = declared.get(i).name() + "_null";
            if (absent) {
                assertThat(reason).isNotEqualTo(Optional.of(nulled));
            } else {
                assertThat(reason).contains(nulled);
                assertThat(function.evaluate(arguments)).isNaN();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aDenominatorIsThereExactlyWhenTheLossIs(LossFunction function) {
        for (Method overload : function.overloads()) {
            if (function.denominator(overload).isEmpty()) {
                continue;
            }
            for (int seed = 0; seed < DRAWS; seed++) {
                @Nullable Object[] arguments = draw(function, overload, seed, 0.08);
                double denominator = function.denominator(arguments);
                assertThat(Double.isNaN(denominator))
                        .as(told(function, seed, arguments))
                        .isEqualTo(Double.isNaN(function.evaluate(arguments)));
                assertThat(Double.isNaN(denominator) || denominator >= 0).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theClassIsCalledAsTheLoss(LossFunction function) {
        String snake = function.loss()
                .getClass()
                .getSimpleName()
                .replaceAll("(?<!^)([A-Z]|\\d+d$)", "_$1")
                .toLowerCase(Locale.ROOT);

        assertThat(function.name()).isEqualTo(snake);
    }

    private static @Nullable Object[] draw(LossFunction function, Method overload, int seed, double hostility) {
        return new RandomArguments(seed, hostility).draw(function.definition(), overload);
    }

    private static String told(LossFunction function, int seed, @Nullable Object[] arguments) {
        return function.name() + " seed " + seed + " "
                + Arrays.stream(arguments).map(Objects::toString).toList();
    }
}
