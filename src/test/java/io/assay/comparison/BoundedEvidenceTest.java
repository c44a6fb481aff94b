package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.BoundedScale;
import org.junit.jupiter.api.Test;

/** Evidence on the scale of a bounded number, by hand. */
class BoundedEvidenceTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final BoundedScale SHARE = new BoundedScale(0, 1);

    private static BoundedEvidence evidence(BoundedScale scale, double value, double error, double limit) {
        return new BoundedEvidence(scale, value, error, INFINITE, limit, "t");
    }

    /** The logit of 0.8 is ln 4, and an error of 0.04 one of 0.04/(0.8 · 0.2) = 0.25 there. */
    @Test
    void boundsAreThoseOfTheLogit() {
        BoundedEvidence evidence = evidence(SHARE, 0.8, 0.04, 0.7);
        double half = 1.6448536269514722 * 0.25;
        assertThat(evidence.lower(0.05)).isCloseTo(1 / (1 + Math.exp(half) / 4) - 0.7, within(1e-12));
        assertThat(evidence.upper(0.05)).isCloseTo(1 / (1 + Math.exp(-half) / 4) - 0.7, within(1e-12));
    }

    @Test
    void testsAreTheIntervalReadBackwards() {
        for (double limit : new double[] {0.6, 0.75, 0.8, 0.9}) {
            BoundedEvidence evidence = evidence(SHARE, 0.8, 0.04, limit);
            assertThat(evidence.atMost(evidence.lower(0.03))).isCloseTo(0.03, within(1e-9));
            assertThat(evidence.atLeast(evidence.upper(0.03))).isCloseTo(0.03, within(1e-9));
            assertThat(evidence.pValue())
                    .isCloseTo(2 * Math.min(evidence.atMost(0), evidence.atLeast(0)), within(1e-12));
        }
    }

    /** Half of the logit between −1 and 1 is Fisher's z, whose error is that of r over 1 − r². */
    @Test
    void ofCorrelationsTheScaleIsFishersZ() {
        BoundedScale correlations = new BoundedScale(-1, 1);
        double z = 0.5493061443340549; // artanh ½
        assertThat(correlations.at(0.5)).isCloseTo(2 * z, within(1e-15));
        assertThat(correlations.error(0.5, 0.075)).isCloseTo(0.2, within(1e-15));
        assertThat(evidence(correlations, 0.5, 0.075, 0).upper(0.05))
                .isCloseTo(Math.tanh(z + 1.6448536269514722 * 0.1), within(1e-12));
    }

    @Test
    void aLimitAtTheEndOfTheScaleOrBeyondIsNeverReached() {
        for (double limit : new double[] {1, 2}) {
            assertThat(evidence(SHARE, 0.8, 0.04, limit).atMost(0)).isEqualTo(1);
            assertThat(evidence(SHARE, 0.8, 0.04, limit).atLeast(0)).isZero();
        }
        assertThat(evidence(SHARE, 0.8, 0.04, 0).atMost(0)).isZero();
    }
}
