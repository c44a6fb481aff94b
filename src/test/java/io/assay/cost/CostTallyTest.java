package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a cost says of few rows, of none and of odd ones. */
class CostTallyTest {

    @Test
    void nothingCostsNaN() {
        Cost cost = cost(Aggregate.MEAN, new CostTally());
        assertThat(cost.rows()).isZero();
        assertThat(cost.weight()).isZero();
        assertThat(cost.cost()).isNaN();
        assertThat(cost.standardError()).isNaN();
        assertThat(cost.lower()).isNaN();
        assertThat(cost.minimum()).isNaN();
        assertThat(cost.p50()).isNaN();
        assertThat(cost(Aggregate.SUM, new CostTally()).cost()).isNaN();
    }

    @Test
    void oneRowHasACostButNoError() {
        Cost cost = cost(Aggregate.ROOT, rows(9));
        assertThat(cost.cost()).isEqualTo(3);
        assertThat(cost.standardError()).isNaN();
        assertThat(cost.p99()).isEqualTo(9);
    }

    @Test
    void aTotalHasTheErrorOfItsUnits() {
        // 1 + 2 + 6 = 9; residuals -2, -1, 3; SE² = 3/2 · 14 = 21.
        Cost cost = cost(Aggregate.SUM, rows(1, 2, 6));
        assertThat(cost.cost()).isEqualTo(9);
        assertThat(cost.standardError()).isCloseTo(Math.sqrt(21), within(1e-15));
    }

    @Test
    void aRowOfWeightZeroIsARowButNoUnit() {
        CostTally tally = rows(1, 3);
        tally.addRow(100, 0);
        tally.addRowAsUnit(100, 0);
        assertThat(tally.rows()).isEqualTo(3);
        assertThat(tally.units()).isEqualTo(2);
        assertThat(Aggregate.MEAN.value(tally)).isEqualTo(2);
        assertThat(tally.maximum()).isEqualTo(100);
    }

    @Test
    void aProportionHasWilsonsIntervalUnlessWeightedOrClustered() {
        CostTally plain = rows(0, 0, 0, 0, 0);
        assertThat(plain.isProportion()).isTrue();
        assertThat(cost(Aggregate.MEAN, plain).lower()).isZero();
        assertThat(cost(Aggregate.MEAN, plain).upper()).isCloseTo(0.4344825, within(1e-7));

        CostTally weighted = rows(0, 1);
        weighted.addRow(1, 2);
        weighted.addRowAsUnit(1, 2);
        assertThat(weighted.isProportion()).isFalse();

        CostTally clustered = new CostTally();
        clustered.addRow(1, 1);
        clustered.addRow(0, 1);
        clustered.addUnit(1, 2);
        assertThat(clustered.isProportion()).isFalse();
    }

    @Test
    void unscoredRowsAreCountedByReason() {
        CostTally tally = rows(1);
        tally.addUnscored("null prediction");
        tally.addUnscored("not finite", 2);
        CostTally other = new CostTally();
        other.addUnscored("null prediction");
        tally.add(other);
        assertThat(tally.unscored()).isEqualTo(4);
        assertThat(tally.unscoredByReason())
                .containsExactlyInAnyOrderEntriesOf(Map.of("not finite", 2L, "null prediction", 2L));
    }

    @Test
    void aQuantileIsFilledInFromElsewhere() {
        Cost cost = cost(Aggregate.parse("quantile(0.9)"), rows(1, 2, 3));
        assertThat(cost.cost()).isNaN();
        assertThat(cost.aggregate()).isEqualTo("quantile(0.9)");
        double[] none = new double[QuantileBounds.STEPS + 1];
        Arrays.fill(none, Double.NEGATIVE_INFINITY);
        QuantileBounds found = new QuantileBounds(0.9, 2.8, 3, 3, none, none);
        assertThat(cost.withQuantile(found).cost()).isEqualTo(2.8);
        assertThat(cost.withQuantile(found).rows()).isEqualTo(3);
        assertThat(cost.withQuantile(found).lower()).isNaN();
        assertThat(cost.withQuantile(found).standardError()).isNaN();
    }

    @Test
    void theRootOfANegativeMeanIsUndefined() {
        assertThat(cost(Aggregate.ROOT, rows(-1, -2)).cost()).isNaN();
        assertThat(cost(Aggregate.ROOT, rows(0, 0, 0)).standardError()).isZero();
    }

    @Test
    void hugeLossesHaveAnErrorAlthoughTheirSquaresHaveNoDouble() {
        Cost cost = cost(Aggregate.MEAN, rows(1e200, 3e200));
        assertThat(cost.cost()).isEqualTo(2e200);
        assertThat(cost.standardError()).isCloseTo(1e200, within(1e185));
    }

    @Test
    void refusesWhatCannotBeTallied() {
        CostTally tally = new CostTally();
        assertThatThrownBy(() -> tally.addRow(Double.NaN, 1)).hasMessageContaining("Cannot count NaN");
        assertThatThrownBy(() -> tally.addRow(1, -1))
                .hasMessage("Invalid weight: -1.0 (must be finite and at least 0)");
        assertThatThrownBy(() -> tally.addRowAsUnit(1, Double.NaN)).hasMessageContaining("Invalid weight: NaN");
        assertThatThrownBy(() -> CostTally.fromBytes(new byte[] {1, 2, 3})).hasMessageContaining("damaged state");
    }

    private static Cost cost(Aggregate aggregate, CostTally tally) {
        return Cost.of(Cell.ALL, "v1", "loss", aggregate, Direction.LOWER, tally);
    }

    private static CostTally rows(double... losses) {
        CostTally tally = new CostTally();
        for (double loss : losses) {
            tally.addRow(loss, 1);
            tally.addRowAsUnit(loss, 1);
        }
        return tally;
    }
}
