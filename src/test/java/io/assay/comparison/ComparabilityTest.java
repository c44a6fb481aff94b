package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparability.Side;
import org.junit.jupiter.api.Test;

/** When two versions have not seen the same rows. */
class ComparabilityTest {

    private static Comparability of(long baselineIds, long candidateIds, long shared) {
        return new Comparability(
                new Side("b", baselineIds, baselineIds, baselineIds),
                new Side("c", candidateIds, candidateIds, candidateIds),
                shared,
                0);
    }

    /** Of so many rows of either side, so many have a label. */
    private static Comparability labelled(long baseline, long ofBaseline, long candidate, long ofCandidate) {
        return new Comparability(
                new Side("b", baseline, baseline, ofBaseline), new Side("c", candidate, candidate, ofCandidate), 0, 0);
    }

    @Test
    void matchRatesAreSharesOfEachSidesOwnIds() {
        Comparability found = of(200, 400, 100);
        assertThat(found.matchRate(found.baseline())).isEqualTo(0.5);
        assertThat(found.matchRate(found.candidate())).isEqualTo(0.25);
        assertThat(found.baseline().labelRate()).isEqualTo(1);
    }

    @Test
    void asManyMissingOnEitherSideAreChanceAndManyMoreOnOneAreNot() {
        assertThat(of(110, 110, 100).matchPValue()).isEqualTo(1);
        assertThat(of(110, 110, 100).matchRatesDiffer()).isFalse();
        // 2·(½)¹⁰ and 2·(½)¹¹, around a thousandth.
        assertThat(of(110, 100, 100).matchPValue()).isCloseTo(2.0 / 1024, within(1e-15));
        assertThat(of(110, 100, 100).matchRatesDiffer()).isFalse();
        assertThat(of(111, 100, 100).matchPValue()).isCloseTo(2.0 / 2048, within(1e-15));
        assertThat(of(111, 100, 100).matchRatesDiffer()).isTrue();
    }

    @Test
    void itDoesNotMatterWhichSideIsTheBaseline() {
        for (long more = 0; more < 40; more++) {
            assertThat(of(100 + more, 103, 100).matchPValue())
                    .isEqualTo(of(103, 100 + more, 100).matchPValue());
            assertThat(labelled(200, 150 + more, 300, 200).labelPValue())
                    .isCloseTo(labelled(300, 200, 200, 150 + more).labelPValue(), within(1e-15));
        }
    }

    @Test
    void versionsWithoutSharedIdsHaveNoMatchRates() {
        assertThat(of(1_000, 10, 0).isPaired()).isFalse();
        assertThat(of(1_000, 10, 0).matchRatesDiffer()).isFalse();
    }

    /** The table 90, 10 / 75, 25 has χ² = 200·(90·25 − 10·75)² / (100·100·165·35) = 7.792208; its tail is that of the normal. */
    @Test
    void labelRatesAreHeldAgainstChanceByTheTableOfTwoByTwo() {
        Comparability found = labelled(100, 90, 100, 75);
        assertThat(found.labelGap()).isCloseTo(0.15, within(1e-15));
        // 2·(1 − Φ(2.791453)) by a table of the normal distribution.
        assertThat(found.labelPValue()).isCloseTo(0.00525, within(1e-5));
        assertThat(found.labelRatesDiffer()).isFalse();
        assertThat(labelled(1_000, 900, 1_000, 750).labelRatesDiffer()).isTrue();
    }

    @Test
    void whatIsBeyondChanceAndTinyIsNotToldOf() {
        assertThat(labelled(1_000_000_000, 500_000_000, 1_000_000_000, 500_900_000)
                        .labelPValue())
                .isLessThan(1e-100);
        assertThat(labelled(1_000_000_000, 500_000_000, 1_000_000_000, 500_900_000)
                        .labelRatesDiffer())
                .isFalse();
        assertThat(of(1_000_500, 1_000_000, 1_000_000).matchPValue()).isLessThan(1e-100);
        assertThat(of(1_000_500, 1_000_000, 1_000_000).matchRatesDiffer()).isFalse();
    }

    @Test
    void whereAllOrNoRowsHaveALabelRatesAreEqual() {
        assertThat(labelled(10, 10, 90, 90).labelPValue()).isEqualTo(1);
        assertThat(labelled(10, 0, 90, 0).labelPValue()).isEqualTo(1);
        assertThat(labelled(0, 0, 90, 30).labelRatesDiffer()).isFalse();
    }
}
