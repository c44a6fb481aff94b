package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.ClassMetrics.OfClass;
import org.junit.jupiter.api.Test;

/** Labels of sets, by hand. */
class LabelSetMetricsTest {

    /** Label 0: two hits, one false; label 1: a hit and a miss; label 2: a miss; label 3: never anywhere. */
    private static LabelSetTally tally(double weight) {
        LabelSetTally tally = new LabelSetTally();
        tally.add("1100", "1100", weight);
        tally.add("1010", "1000", weight);
        tally.add("0100", "1000", weight);
        return tally;
    }

    @Test
    void aLabelIsADecisionByItself() {
        LabelSetMetrics metrics = new LabelSetMetrics(tally(1));
        assertThat(metrics.perLabel(OfClass.PRECISION, 1)).containsExactly(2.0 / 3, 1.0, Double.NaN, Double.NaN);
        assertThat(metrics.perLabel(OfClass.RECALL, 1)).containsExactly(1.0, 0.5, 0.0, Double.NaN);
        assertThat(metrics.perLabel(OfClass.F_BETA, 1)).containsExactly(0.8, 2.0 / 3, 0.0, Double.NaN);
        // 5·2 / (5·2 + 4·0 + 1) and 5·1 / (5·1 + 4·1)
        assertThat(metrics.perLabel(OfClass.F_BETA, 2)).containsExactly(10.0 / 11, 5.0 / 9, 0.0, Double.NaN);
        assertThat(metrics.perLabel(OfClass.JACCARD, 1)).containsExactly(2.0 / 3, 0.5, 0.0, Double.NaN);
    }

    @Test
    void meansOverLabelsLeaveOutWhatIsUndefinedUnlessToldOtherwise() {
        for (double weight : new double[] {1, 0.1, 3}) {
            LabelSetMetrics metrics = new LabelSetMetrics(tally(weight));
            assertThat(metrics.macro(OfClass.PRECISION, 1, Double.NaN)).isCloseTo(5.0 / 6, within(1e-15));
            assertThat(metrics.macro(OfClass.PRECISION, 1, 0)).isCloseTo(5.0 / 12, within(1e-15));
            assertThat(metrics.macro(OfClass.RECALL, 1, Double.NaN)).isEqualTo(0.5);
            // Labels 0, 1 and 2 are there in two, two and one row.
            assertThat(metrics.weighted(OfClass.RECALL, 1, Double.NaN)).isCloseTo(3.0 / 5, within(1e-15));
            assertThat(metrics.weighted(OfClass.PRECISION, 1, Double.NaN)).isCloseTo(5.0 / 6, within(1e-15));
            assertThat(metrics.weighted(OfClass.PRECISION, 1, 0)).isCloseTo(2.0 / 3, within(1e-15));
        }
        assertThat(new LabelSetMetrics(new LabelSetTally()).macro(OfClass.RECALL, 1, 1))
                .isNaN();
    }
}
