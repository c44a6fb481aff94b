package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fifty looks at growing data: how often they cry wolf, and how soon they see what is there. */
class LooksTest {

    private static final int LOOKS = 50;
    private static final int UNITS = 100;
    private static final double MARGIN = 0.2;
    private static final ComparisonSettings ONCE = ComparisonSettings.DEFAULT.withMargin(Margin.absolute(MARGIN));
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", "b");

    private static Looks looks(int number) {
        return new Looks(
                Collections.nCopies(number, "2026-01-01"),
                Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, UNITS)),
                Map.of());
    }

    private static Comparison sequential(PairTally tally, int number) {
        return new Comparer(ONCE.with(looks(number))).paired(KEY, tally, Units.ROWS);
    }

    private static void grow(PairTally tally, Random random, double mean) {
        for (int i = 0; i < UNITS; i++) {
            tally.addPair(mean + random.nextGaussian(), 0, 1);
        }
    }

    @Test
    void oneMayLookFiftyTimes() {
        int repetitions = 400;
        Random random = new Random(20_260_102);
        int alarms = 0;
        int naive = 0;
        int passes = 0;
        for (int repetition = 0; repetition < repetitions; repetition++) {
            PairTally none = new PairTally();
            PairTally harmful = new PairTally();
            boolean alarm = false;
            boolean naiveAlarm = false;
            boolean pass = false;
            for (int look = 1; look <= LOOKS; look++) {
                grow(none, random, 0);
                grow(harmful, random, MARGIN);
                alarm |= sequential(none, look).pValue() <= 0.05;
                naiveAlarm |= new Comparer(ONCE).paired(KEY, none, Units.ROWS).pValue() <= 0.05;
                pass |= sequential(harmful, look).verdict() == Verdict.PASS;
            }
            alarms += alarm ? 1 : 0;
            naive += naiveAlarm ? 1 : 0;
            passes += pass ? 1 : 0;
        }
        double bound = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / repetitions);
        assertThat((double) alarms / repetitions).as("false alarms").isLessThanOrEqualTo(bound);
        assertThat((double) passes / repetitions).as("false passes").isLessThanOrEqualTo(bound);
        assertThat((double) naive / repetitions)
                .as("of an interval made for one look")
                .isBetween(0.25, 0.42);
    }

    @Test
    void aTenthOfADeviationIsSeenAfterAboutTenLooks() {
        Random random = new Random(20_260_103);
        double[] seen = new double[201];
        for (int repetition = 0; repetition < seen.length; repetition++) {
            PairTally tally = new PairTally();
            int look = 0;
            double p = 1;
            while (p > 0.05) {
                grow(tally, random, 0.1);
                look++;
                p = sequential(tally, look).pValue();
            }
            seen[repetition] = look;
        }
        Arrays.sort(seen);
        assertThat(seen[seen.length / 2]).isBetween(7.0, 12.0);
    }

    @Test
    void boundsAndPValuesSayTheSame() {
        Random random = new Random(4);
        PairTally tally = new PairTally();
        for (int look = 1; look <= 20; look++) {
            grow(tally, random, 0.1);
            Comparison line = sequential(tally, look);
            ConfidenceSequence sequence = new ConfidenceSequence(0.05, 10.0 * UNITS).at(line.units());
            double half = sequence.reach() * line.standardError();
            assertThat(Math.abs(line.difference()) > half).isEqualTo(line.pValue() < 0.05);
            // The one-sided bound is a little wider than its test.
            if (line.lower() > MARGIN) {
                assertThat(line.harmPValue()).isLessThanOrEqualTo(0.05);
            }
            assertThat(line.upper() - line.difference()).isCloseTo(line.difference() - line.lower(), within(1e-12));
        }
    }

    @Test
    void rowsNeededAreThoseAtWhichTheBoundReachesTheMargin() {
        PairTally tally = new PairTally();
        grow(tally, new Random(5), 0);
        Comparison line = sequential(tally, 1);
        double deviation = line.standardError() * 10;
        double reach =
                new ConfidenceSequence(0.05, 10.0 * UNITS).at(line.rowsNeeded()).oneSidedReach();
        double z = 0.8416212335729143;
        assertThat(deviation / Math.sqrt(line.rowsNeeded()) * (reach + z)).isCloseTo(MARGIN, within(1e-3));
        assertThat(line.rowsNeeded())
                .isGreaterThan(new Comparer(ONCE).paired(KEY, tally, Units.ROWS).rowsNeeded());
    }

    @Test
    void identicalVersionsStayEquivalent() {
        PairTally tally = new PairTally();
        for (int i = 0; i < UNITS; i++) {
            tally.addPair(i, i, 1);
        }
        Comparison line = sequential(tally, 3);
        assertThat(line.finding()).isEqualTo(Finding.EQUIVALENT);
        assertThat(line.pValue()).isEqualTo(1);
    }

    @Test
    void versionsThatShareNoRowsHaveTheirOwnFirstLooks() {
        Looks looks = new Looks(
                List.of("2026-01-01", "2026-01-02", "2026-01-03"),
                Map.of(),
                Map.of(
                        new Looks.Version(Cell.ALL, "a"),
                        new Looks.First(0, 70),
                        new Looks.Version(Cell.ALL, "b"),
                        new Looks.First(1, 30)));
        Evidence evidence = looks.held(KEY.subject(), 1, 0.5, 400, 0.05, new StudentEvidence(1, 0.5, 99, "Welch t"));
        assertThat(evidence.method()).isEqualTo("normal mixture, always valid, 2 looks since 2026-01-02");
        double reach = new ConfidenceSequence(0.05, 1_000).at(400).oneSidedReach();
        assertThat(evidence.upper(0.05)).isCloseTo(1 + 0.5 * reach, within(1e-12));
    }
}
