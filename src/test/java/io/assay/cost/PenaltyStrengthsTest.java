package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.PenaltyStrengths.ElasticNet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PenaltyStrengthsTest {

    private static final double[] COEFFICIENTS = {1, -2, 0, 0.5};

    /** Σ|v| = 3.5 and Σv² = 5.25: 0.5·3.5, 2·5.25, 4·(0.25·3.5 + 0.375·5.25). */
    @Test
    void thePenaltiesThatAreAskedForAreAddedOnce() {
        PenaltyStrengths all =
                new PenaltyStrengths(Optional.of(0.5), Optional.of(2.0), Optional.of(new ElasticNet(4, 0.25)));
        assertThat(all.of("lite", COEFFICIENTS)).isEqualTo(new Penalty("lite", 4, 3, 1.75, 10.5, 11.375, 23.625));
    }

    @Test
    void whatIsNotAskedForIsNoZero() {
        PenaltyStrengths one = new PenaltyStrengths(Optional.empty(), Optional.of(0.0), Optional.empty());
        assertThat(one.of("lite", COEFFICIENTS)).isEqualTo(new Penalty("lite", 4, 3, Double.NaN, 0, Double.NaN, 0));
    }
}
