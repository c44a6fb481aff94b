package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What is said of a difference that may be somewhat off: what holds wherever the exact one is. */
class InexactEvidenceTest {

    private static final StudentEvidence SEEN = new StudentEvidence(0.02, 0.01, 50, "t");
    private static final Evidence INEXACT = InexactEvidence.of(SEEN, 0.005);

    private static StudentEvidence at(double difference) {
        return new StudentEvidence(difference, 0.01, 50, "t");
    }

    @Test
    void boundsAreThoseOfTheFarthestDifferenceThatIsPossible() {
        assertThat(INEXACT.lower(0.05)).isCloseTo(at(0.015).lower(0.05), within(1e-15));
        assertThat(INEXACT.upper(0.05)).isCloseTo(at(0.025).upper(0.05), within(1e-15));
        assertThat(INEXACT.method()).isEqualTo("t, at most 0.005 off");
    }

    @Test
    void pValuesAreThoseOfTheLeastFavourableOne() {
        assertThat(INEXACT.atMost(0.003)).isCloseTo(at(0.015).atMost(0.003), within(1e-15));
        assertThat(INEXACT.atLeast(0.04)).isCloseTo(at(0.025).atLeast(0.04), within(1e-15));
        assertThat(INEXACT.pValue()).isCloseTo(at(0.015).pValue(), within(1e-12));
        assertThat(InexactEvidence.of(at(0.001), 0.005).pValue()).isEqualTo(1);
    }

    @Test
    void whatIsExactIsLeftAsItIs() {
        assertThat(InexactEvidence.of(SEEN, 0)).isSameAs(SEEN);
        assertThat(InexactEvidence.of(SEEN, Double.NaN)).isSameAs(SEEN);
        assertThat(InexactEvidence.of(new Evidence.None("none"), 0.1).pValue()).isNaN();
    }

    @Test
    void aDifferenceThatNoUnitDeviatesFromMayBeOffToo() {
        Evidence constant = InexactEvidence.of(new Evidence.Constant(0, "constant"), 0.1);
        assertThat(constant.lower(0.05)).isEqualTo(-0.1);
        assertThat(constant.atLeast(-0.05)).isEqualTo(1);
        assertThat(constant.atLeast(-0.2)).isEqualTo(1);
        assertThat(constant.atLeast(0.2)).isZero();
    }
}
