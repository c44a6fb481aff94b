package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.cost.Aggregate;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gates become verdicts. */
class GateJudgeTest {

    private static final ComparisonSettings SETTINGS = ComparisonSettings.DEFAULT.withMargin(Margin.absolute(0.1));
    private static final GateJudge JUDGE = new GateJudge(SETTINGS);
    private static final Cell CELL = new Cell("day=3", "country=CH");

    @Test
    void aClearRegressionFailsAHardGate() {
        CandidateVerdict verdict = only(JUDGE.judge(List.of(gated(hard(), "c", 0.5, 200))));
        assertThat(verdict.verdict()).isEqualTo(Verdict.FAIL);
        GateResult result = only(verdict.gates());
        assertThat(result.formula()).isEqualTo("upper(difference) < margin 0.1 (absolute)");
        assertThat(result.sentence())
                .startsWith("worse by more than the margin; c ")
                .contains(" (paired t with Hall skew guard), margin 0.1, 200 units; harm p ")
                .doesNotContain("Holm");
        assertThat(result.comparison().orElseThrow().adjustedPValue()).isLessThan(1e-9);
    }

    @Test
    void anEquivalentCandidatePasses() {
        CandidateVerdict verdict = only(JUDGE.judge(List.of(gated(hard(), "c", 0, 5000))));
        assertThat(verdict.verdict()).isEqualTo(Verdict.PASS);
        assertThat(verdict.warnings()).isEmpty();
    }

    @Test
    void aFailureThatDoesNotSurviveTheCorrectionIsASuspicion() {
        GatedComparison suspect = nearlyFailing();
        assertThat(suspect.comparison().orElseThrow().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(only(JUDGE.judge(List.of(suspect))).verdict()).as("alone").isEqualTo(Verdict.FAIL);
        List<GatedComparison> many = new ArrayList<>(List.of(suspect));
        for (int i = 0; i < 10; i++) {
            many.add(gated(hard(), "other" + i, 0, 5000));
        }
        List<CandidateVerdict> verdicts = JUDGE.judge(many);
        assertThat(verdicts).hasSize(11);
        assertThat(verdicts.get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(only(verdicts.get(0).gates()).sentence())
                .contains("suspected regression")
                .endsWith(" by Holm over 11 hard gates");
        assertThat(GateJudge.worst(verdicts)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aMissingCellIsInconclusiveOnAHardGate() {
        GatedComparison missing = new GatedComparison(hard(), "b", "c", Optional.empty(), 0, 0);
        CandidateVerdict verdict = only(JUDGE.judge(List.of(missing)));
        assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(only(verdict.gates()).sentence()).isEqualTo("no rows to compare");
    }

    @Test
    void aSoftGateOnlyWarns() {
        Gate soft = new Gate("loss", CELL, false, Margin.absolute(0.1));
        CandidateVerdict verdict = only(JUDGE.judge(List.of(gated(soft, "c", 0.5, 200), gated(hard(), "c", 0, 5000))));
        assertThat(verdict.verdict()).isEqualTo(Verdict.PASS);
        assertThat(verdict.gates().get(1).sentence()).contains("worse by more than the margin");
        assertThat(verdict.gates().get(1).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(verdict.gates()).extracting(GateResult::hard).containsExactly(true, false);
        assertThat(verdict.gates().get(1).comparison().orElseThrow().adjustedPValue())
                .as("only hard tests are corrected")
                .isNaN();
    }

    @Test
    void rowsWithoutAWeightAreToldFromNoRows() {
        PairTally weightless = new PairTally();
        weightless.addPair(1, 2, 0);
        ComparisonKey key = new ComparisonKey(CELL, "loss", Aggregate.MEAN, Direction.LOWER, "b", "c");
        Comparison comparison = new Comparer(SETTINGS.withMargin(hard().margin())).paired(key, weightless, Units.ROWS);
        assertThat(comparison.intervalMethod()).isEqualTo("none: no weight");
        GatedComparison gated = new GatedComparison(hard(), "b", "c", Optional.of(comparison), 1, 0);
        assertThat(only(only(JUDGE.judge(List.of(gated))).gates()).sentence()).isEqualTo("no row has a weight");
    }

    @Test
    void aSentenceHasNoNumberThatIsNone() {
        GateResult gate =
                only(only(JUDGE.judge(List.of(gated(hard(), "c", 0, 1)))).gates());
        assertThat(gate.sentence())
                .startsWith("no verdict: 1 unit, at least 30 needed; c ")
                .contains("90 % interval n/a to n/a")
                .endsWith(", 1 unit");
    }

    @Test
    void testsOnTooFewUnitsAreNotCounted() {
        GatedComparison small = gated(hard(), "small", 0, 10);
        List<CandidateVerdict> verdicts = JUDGE.judge(List.of(nearlyFailing(), small, small, small, small));
        assertThat(verdicts.get(0).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(verdicts.get(1).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aCandidateThatFailsOnMoreRowsFails() {
        GatedComparison good = gated(hard(), "c", 0, 5000);
        GatedComparison dropping = new GatedComparison(good.gate(), "b", "c", good.comparison(), 5006, 6);
        CandidateVerdict verdict = only(JUDGE.judge(List.of(dropping)));
        assertThat(verdict.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(verdict.gates()).hasSize(2);
        assertThat(verdict.gates().get(1).sentence())
                .contains("the candidate fails on more rows: it has no loss on 6 of 5,006 pairs");
        GatedComparison few = new GatedComparison(good.gate(), "b", "c", good.comparison(), 5005, 5);
        CandidateVerdict tolerated = only(JUDGE.judge(List.of(few)));
        assertThat(tolerated.verdict()).isEqualTo(Verdict.PASS);
        assertThat(only(tolerated.warnings())).contains("5 of 5,005 pairs were dropped");
    }

    @Test
    void refusesAComparisonWithAnotherMargin() {
        GatedComparison found = gated(hard(), "c", 0, 100);
        Gate other = new Gate("loss", CELL, true, Margin.absolute(0.2));
        assertThatThrownBy(() -> new GatedComparison(other, "b", "c", found.comparison(), 100, 0))
                .hasMessageContaining("compared with margin 0.1, but the gate's is 0.2");
    }

    @Test
    void aGateOnAScoreLooksTheOtherWay() {
        Comparison comparison = new Comparer(SETTINGS)
                .paired(
                        new ComparisonKey(Cell.ALL, "accuracy", Aggregate.MEAN, Direction.HIGHER, "b", "c"),
                        tally(-0.5, 200),
                        Units.ROWS);
        Gate gate = new Gate("accuracy", Cell.ALL, true, Margin.absolute(0.1));
        CandidateVerdict verdict =
                only(JUDGE.judge(List.of(new GatedComparison(gate, "b", "c", Optional.of(comparison), 200, 0))));
        assertThat(verdict.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(only(verdict.gates()).formula()).isEqualTo("lower(difference) > -margin 0.1 (absolute)");
    }

    @Test
    void figuresAreShort() {
        assertThat(Figures.text(0.123456)).isEqualTo("0.1235");
        assertThat(Figures.text(123456)).isEqualTo("123500");
        assertThat(Figures.text(1.5e-9)).isEqualTo("1.5e-9");
        assertThat(Figures.text(2.5e12)).isEqualTo("2.5e12");
        assertThat(Figures.text(Double.NaN)).isEqualTo("n/a");
        assertThat(Figures.text(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
        assertThat(Figures.signed(2)).isEqualTo("+2");
        assertThat(Margin.ONE_PERCENT.text()).isEqualTo("1 % of the baseline's cost");
    }

    private static Gate hard() {
        return new Gate("loss", CELL, true, Margin.absolute(0.1));
    }

    /** Fails alone with a p-value between 0.05/11 and 0.05. */
    private static GatedComparison nearlyFailing() {
        for (double mean = 0.1; mean < 0.4; mean += 0.005) {
            GatedComparison gated = gated(hard(), "c", mean, 200);
            double p = gated.comparison().orElseThrow().harmPValue();
            if (p < 0.04 && p > 0.01) {
                return gated;
            }
        }
        throw new AssertionError("no mean gives a p-value in between");
    }

    private static GatedComparison gated(Gate gate, String candidate, double mean, int pairs) {
        Comparison comparison = new Comparer(SETTINGS.withMargin(gate.margin()))
                .paired(
                        new ComparisonKey(gate.cell(), gate.loss(), Aggregate.MEAN, Direction.LOWER, "b", candidate),
                        tally(mean, pairs),
                        Units.ROWS);
        return new GatedComparison(gate, "b", candidate, Optional.of(comparison), pairs, 0);
    }

    private static PairTally tally(double mean, int pairs) {
        Random random = new Random(5);
        PairTally tally = new PairTally();
        for (int i = 0; i < pairs; i++) {
            tally.addPair(1 + mean + random.nextGaussian() / 2, 1, 1);
        }
        return tally;
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
