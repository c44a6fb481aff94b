package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JackknifeTest {

    private static final double[] CANDIDATE = {1, 4, 2, 8, 5};
    private static final double[] BASELINE = {2, 3, 3, 9, 3};

    @Test
    void theErrorOfAMeanIsThatOfItsSpread() {
        Jackknife mean = mean(CANDIDATE);
        // Mean 4, squares 9 + 0 + 4 + 16 + 1 = 30: s² = 7.5, s²/n = 1.5.
        assertThat(mean.value()).isEqualTo(4);
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(1.5), within(1e-14));
        assertThat(mean.degreesOfFreedom()).isEqualTo(4);
        // Student's t of 4 degrees of freedom is 2.7764451052 at 0.975.
        assertThat(mean.interval().upper()).isCloseTo(4 + 2.7764451052 * Math.sqrt(1.5), within(1e-9));
    }

    @Test
    void theErrorOfADifferenceIsThatOfPairs() {
        PairEstimate pair = mean(CANDIDATE).against(mean(BASELINE));
        // Differences −1, 1, −1, −1, 2 have mean 0 and squares 8: s²/n = 2/5.
        assertThat(pair.difference()).isZero();
        assertThat(pair.standardError()).isCloseTo(Math.sqrt(0.4), within(1e-14));
        // The baseline's mean is 4, squares 4 + 1 + 1 + 25 + 1 = 32: s²/n = 8/5.
        assertThat(pair.baselineStandardError()).isCloseTo(Math.sqrt(1.6), within(1e-14));
        assertThat(pair.relative()).isZero();
    }

    @Test
    void aStatisticThatIsUndefinedWithoutAGroupHasNoError() {
        Jackknife one = new Jackknife(0.5, 0.4, Double.NaN, 0.6);
        assertThat(one.standardError()).isNaN();
        assertThat(one.interval().lower()).isNaN();
        assertThat(one.indispensable()).isEqualTo(1);
        assertThat(new Jackknife(0.5, 0.5).standardError()).isNaN();
    }

    @Test
    void theSameStatisticTwiceDiffersByNothing() {
        PairEstimate pair = mean(CANDIDATE).against(mean(CANDIDATE));
        assertThat(pair.difference()).isZero();
        assertThat(pair.standardError()).isZero();
    }

    @Test
    void noRelativeDifferenceIsGivenOfABaselineThatMayVanish() {
        PairEstimate pair = new Jackknife(1, 0.5, 1.5).against(new Jackknife(0.5, 0, 1));
        assertThat(pair.relative()).isEqualTo(1);
        assertThat(pair.relativeStandardError()).isNaN();
        assertThat(new Jackknife(1, 1, 1).against(new Jackknife(0, 0, 0)).relative())
                .isNaN();
    }

    @Test
    void sidesMustLeaveTheSameGroupsOut() {
        assertThatThrownBy(() -> new Jackknife(1, 1, 1).against(new Jackknife(1, 1, 1, 1)))
                .hasMessage(
                        "Cannot compare a statistic of 2 groups with one of 3: both must leave the same groups out");
    }

    private static Jackknife mean(double... x) {
        double sum = Arrays.stream(x).sum();
        double[] without =
                Arrays.stream(x).map(one -> (sum - one) / (x.length - 1)).toArray();
        return new Jackknife(sum / x.length, without);
    }
}
