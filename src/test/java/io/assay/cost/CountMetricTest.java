package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.MetricBasis.Outcome;
import org.junit.jupiter.api.Test;

/** Counts of rows by hand. */
class CountMetricTest {

    private static final CountMetric ERRORS = MetricCatalogue.count("error_count");

    private static UnitVector unit(Outcome... outcomes) {
        UnitVector unit = new UnitVector(MetricBasis.DECISIONS);
        for (Outcome outcome : outcomes) {
            unit.addOutcome(outcome.ordinal(), 1);
        }
        return unit;
    }

    @Test
    void aCountHasTheStandardErrorOfASum() {
        VectorTally tally = new VectorTally(MetricBasis.DECISIONS);
        Outcome[] outcomes = {
            Outcome.FALSE_POSITIVE, Outcome.TRUE_POSITIVE, Outcome.FALSE_NEGATIVE, Outcome.TRUE_NEGATIVE
        };
        for (Outcome outcome : outcomes) {
            tally.addRow(1);
            tally.countOutcome(outcome.ordinal());
            tally.addUnit(outcome.ordinal());
        }
        MetricEstimate estimate = ERRORS.of(tally);
        assertThat(estimate.value()).isEqualTo(2);
        // 4/3 · (2 − 2²/4), and no interval goes beyond the rows.
        assertThat(estimate.standardError()).isCloseTo(Math.sqrt(4.0 / 3), within(1e-15));
        assertThat(estimate.interval()).isEqualTo(new Interval(0, 4));
    }

    @Test
    void theDifferenceOfCountsIsASumOverUnits() {
        VectorPairTally tally = new VectorPairTally(MetricBasis.DECISIONS);
        tally.addUnit(
                unit(Outcome.FALSE_POSITIVE, Outcome.TRUE_POSITIVE, Outcome.FALSE_NEGATIVE),
                unit(Outcome.TRUE_NEGATIVE, Outcome.TRUE_POSITIVE, Outcome.TRUE_POSITIVE));
        tally.addUnit(unit(Outcome.TRUE_NEGATIVE), unit(Outcome.FALSE_POSITIVE));
        tally.addUnit(unit(Outcome.TRUE_POSITIVE), unit(Outcome.TRUE_POSITIVE));
        MetricDifference difference = ERRORS.of(tally);
        PairEstimate estimate = difference.estimate();
        assertThat(estimate.candidate()).isEqualTo(2);
        assertThat(estimate.baseline()).isEqualTo(1);
        assertThat(estimate.difference()).isEqualTo(1);
        // Of 2, −1 and 0: 3/2 · (5 − 1/3).
        assertThat(estimate.standardError()).isCloseTo(Math.sqrt(7), within(1e-15));
        // Of 0, 1 and 0: 3/2 · (1 − 1/3).
        assertThat(estimate.baselineStandardError()).isCloseTo(1, within(1e-15));
        assertThat(estimate.relative()).isEqualTo(1);
        // Of 2, −2 and 0 over 1: 3/2 · 8.
        assertThat(estimate.relativeStandardError()).isCloseTo(Math.sqrt(12), within(1e-15));
        assertThat(difference.differingUnits()).isEqualTo(2);
        assertThat(difference.rows()).isEqualTo(5);
    }
}
