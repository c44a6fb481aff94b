package io.assay.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The primitives where the plain formula fails: near 0, far out, and at their ends. */
class PrimitivesTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double LN_2 = 0.6931471805599453;
    private static final Percentage NEARLY_EXACT = Percentage.withPercentage(1e-13);

    @Test
    void softplusIsTheArgumentFarRightAndTheExponentialFarLeft() {
        assertThat(Primitives.softplus(0)).isCloseTo(LN_2, NEARLY_EXACT);
        assertThat(Primitives.softplus(1000)).isEqualTo(1000);
        assertThat(Primitives.softplus(-40)).isCloseTo(Math.exp(-40), NEARLY_EXACT);
        assertThat(Primitives.softplus(INFINITY)).isEqualTo(INFINITY);
        assertThat(Primitives.softplus(-INFINITY)).isZero();
        assertThat(Primitives.softplus(Double.NaN)).isNaN();
    }

    @Test
    void logSigmoidKeepsWhatSigmoidRoundsAway() {
        assertThat(Primitives.logSigmoid(-1000)).isEqualTo(-1000);
        assertThat(Primitives.logSigmoid(40)).isCloseTo(-Math.exp(-40), NEARLY_EXACT);
    }

    @Test
    void sigmoidDoesNotOverflow() {
        assertThat(Primitives.sigmoid(0)).isEqualTo(0.5);
        assertThat(Primitives.sigmoid(-1000)).isZero();
        assertThat(Primitives.sigmoid(1000)).isEqualTo(1);
        assertThat(Primitives.sigmoid(-40)).isCloseTo(Math.exp(-40), NEARLY_EXACT);
    }

    @Test
    void theExponentialWithoutItsFirstTermsKeepsItsDigits() {
        assertThat(Primitives.expm1Minus(0)).isEqualTo(0.0);
        assertThat(Primitives.expm1Minus(1e-9)).isCloseTo(5e-19, Percentage.withPercentage(1e-7));
        assertThat(Primitives.expm1Minus(0.4999999)).isCloseTo(Math.exp(0.4999999) - 1.4999999, NEARLY_EXACT);
        assertThat(Primitives.expm1Minus(1)).isCloseTo(Math.E - 2, NEARLY_EXACT);
        assertThat(Primitives.expm1Minus(-1000)).isEqualTo(999);
        assertThat(Primitives.expm1Minus(1000)).isEqualTo(INFINITY);
    }

    @Test
    void logSumExpDoesNotOverflow() {
        assertThat(Primitives.logSumExp(Doubles.of(1000, 1000))).isCloseTo(1000 + LN_2, NEARLY_EXACT);
        assertThat(Primitives.logSumExp(Doubles.of(-1000, -1000))).isCloseTo(-1000 + LN_2, NEARLY_EXACT);
        assertThat(Primitives.logSumExp(Doubles.of(-INFINITY, 3))).isEqualTo(3);
        assertThat(Primitives.logSumExp(Doubles.of(-INFINITY, -INFINITY))).isEqualTo(-INFINITY);
        assertThat(Primitives.logSumExp(Doubles.of(INFINITY, 3))).isEqualTo(INFINITY);
        assertThat(Primitives.logSumExp(Doubles.of())).isEqualTo(-INFINITY);
    }

    @Test
    void aClassThatIsAlmostCertainIsStillALittleSurprising() {
        Doubles logits = Doubles.of(0, 50);

        assertThat(Primitives.negativeLogSoftmax(logits, 1)).isCloseTo(Math.exp(-50), NEARLY_EXACT);
        assertThat(Primitives.negativeLogSoftmax(logits, 0)).isEqualTo(50);
        assertThat(Primitives.negativeLogSoftmax(Doubles.of(7, 7), 0)).isCloseTo(LN_2, NEARLY_EXACT);
        assertThat(Primitives.negativeLogSoftmax(Doubles.of(7, -INFINITY), 1)).isEqualTo(INFINITY);
        assertThat(Primitives.negativeLogSoftmax(Doubles.of(-INFINITY, -INFINITY), 1))
                .isNaN();
    }

    @Test
    void zeroTimesTheLogarithmOfZeroIsZero() {
        assertThat(Primitives.xlogy(0, 0)).isZero();
        assertThat(Primitives.xlogy(2, 0)).isEqualTo(-INFINITY);
        assertThat(Primitives.xlogy(0, Double.NaN)).isNaN();
        assertThat(Primitives.xlog1py(0, -1)).isZero();
        assertThat(Primitives.xlog1py(2, -1)).isEqualTo(-INFINITY);
        assertThat(Primitives.xlog1py(0, Double.NaN)).isNaN();
    }

    @Test
    void logCoshIsHalfTheSquareNearZeroAndTheSizeFarOut() {
        assertThat(Primitives.logCosh(0)).isZero();
        assertThat(Primitives.logCosh(1e-9)).isCloseTo(5e-19, NEARLY_EXACT);
        assertThat(Primitives.logCosh(-1e300)).isEqualTo(1e300);
        assertThat(Primitives.logCosh(Math.nextUp(1.0))).isCloseTo(Primitives.logCosh(1), NEARLY_EXACT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-9, -1e-9, 1e-3, 0.1, -0.1, 0.3, 0.49, -0.49})
    void log1pMinusKeepsItsDigits(double x) {
        // The plain series −x²/2 + x³/3 − … in decimal arithmetic of 60 digits.
        MathContext digits = new MathContext(60);
        BigDecimal exact = new BigDecimal(x);
        BigDecimal power = exact;
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 2; k < 400; k++) {
            power = power.multiply(exact.negate(), digits);
            sum = sum.add(power.divide(BigDecimal.valueOf(k), digits), digits);
        }

        assertThat(Primitives.log1pMinus(x))
                .isCloseTo(sum.doubleValue(), Offset.offset(Math.ulp(sum.doubleValue()) * 8));
    }

    @Test
    void log1pMinusHasItsEnds() {
        assertThat(Primitives.log1pMinus(-1)).isEqualTo(-INFINITY);
        assertThat(Primitives.log1pMinus(1)).isCloseTo(LN_2 - 1, NEARLY_EXACT);
        assertThat(Primitives.log1pMinus(Double.NaN)).isNaN();
    }

    @Test
    void powerMinusOneKeepsItsDigits() {
        assertThat(Primitives.powerMinusOne(1e-20, 3)).isCloseTo(3e-20, NEARLY_EXACT);
        assertThat(Primitives.powerMinusOne(1, 10)).isCloseTo(1023, NEARLY_EXACT);
    }

    @Test
    void aProbabilityForgivesRoundingAndNothingMore() {
        assertThat(Primitives.probability(1 + 1e-10)).isEqualTo(1);
        assertThat(Primitives.probability(-1e-10)).isZero();
        assertThat(Primitives.probability(-0.0)).isEqualTo(0.0);
        assertThat(Primitives.probability(1.00001)).isNaN();
        assertThat(Primitives.probability(-0.1)).isNaN();
        assertThat(Primitives.probability(Double.NaN)).isNaN();
        assertThat(Primitives.probability(INFINITY)).isNaN();
    }

    @Test
    void aSumIsCompensated() {
        assertThat(Primitives.sum(Doubles.of(1, 1e100, 1, -1e100))).isEqualTo(2);
        assertThat(Primitives.sum(Doubles.of())).isZero();
        assertThat(Primitives.sum(Doubles.of(1e308, 1e308))).isEqualTo(INFINITY);
        assertThat(Primitives.sum(Doubles.of(1, Double.NaN))).isNaN();
    }

    @Test
    void theFirstOfTheLargestIsTheArgMax() {
        assertThat(Primitives.argMax(Doubles.of(1, 3, 3))).isEqualTo(1);
        assertThat(Primitives.argMax(Doubles.of())).isEqualTo(-1);
    }

    @Test
    void aDistributionSumsToOneUpToRounding() {
        assertThat(Primitives.isDistribution(Doubles.of(0.5, 0.5 + 5e-7))).isTrue();
        assertThat(Primitives.isDistribution(Doubles.of(0.5, 0.51))).isFalse();
        assertThat(Primitives.isDistribution(Doubles.of(1.5, -0.5))).isFalse();
        assertThat(Primitives.isDistribution(Doubles.of())).isFalse();
        assertThat(1.0).isCloseTo(Primitives.sum(Doubles.of(0.1, 0.2, 0.3, 0.4)), within(1e-16));
    }
}
