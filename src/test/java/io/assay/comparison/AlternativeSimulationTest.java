package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.SimulationTest.Law;
import io.assay.cost.Aggregate;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Looks of a thousand units, and what the other sequence would do that could have been offered ({@link DelayedStart}); repeated as
 * {@link SimulationTest} is.
 */
class AlternativeSimulationTest {

    private static final int LOOKS = 50;
    private static final double ALPHA = 0.05;
    private static final double Z = 1.959963984540054;
    private static final int SLICES = 1_000;
    private static final int UNITS = 100;
    private static final Repetitions SIMULATION = new Repetitions();
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", "b");

    @AfterAll
    static void print() {
        System.out.println(SIMULATION.table());
    }

    private static double rate(boolean event) {
        return event ? 1 : 0;
    }

    private static void grow(PairTally tally, Law law, Random random, int units) {
        for (int i = 0; i < units; i++) {
            double difference = law.draw(random);
            tally.addPair(Math.max(0, difference), Math.max(0, -difference), 1);
        }
    }

    private static Comparison look(PairTally tally, int number, int units) {
        Looks looks = new Looks(
                Collections.nCopies(number, "2026-01-01"),
                Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, units)),
                Map.of());
        return new Comparer(ComparisonSettings.DEFAULT.with(looks)).paired(KEY, tally, Units.ROWS);
    }

    private static boolean everAlarmed(Law law, Random random, int units) {
        PairTally tally = new PairTally();
        for (int look = 1; look <= LOOKS; look++) {
            grow(tally, law, random, units);
            Comparison line = look(tally, look, units);
            if (line.finding() != Finding.UNRELIABLE && line.pValue() <= ALPHA) {
                return true;
            }
        }
        return false;
    }

    @Test
    void looksOfAThousandUnitsErrAsSeldom() {
        int slowness = 10;
        SimulationTest.laws().forEach((name, law) -> assertThat(SIMULATION.mean(
                        "50 looks of 1000 units, sequence, any false alarm, " + name,
                        "0.014 to 0.045",
                        slowness,
                        random -> rate(everAlarmed(law, random, 1_000))))
                .as(name)
                .isLessThanOrEqualTo(SIMULATION.atMostFivePercent(slowness)));
    }

    private static boolean everAlarmedByDelayedStart(Law law, Random random) {
        DelayedStart sequence = new DelayedStart(UNITS);
        PairTally tally = new PairTally();
        for (int look = 1; look <= LOOKS; look++) {
            grow(tally, law, random, UNITS);
            PairEstimate estimate = Aggregate.MEAN.estimate(tally);
            if (sequence.pValue(estimate.difference() / estimate.standardError(), look * UNITS) <= ALPHA) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aDelayedStartErrsTooOftenWhereDifferencesAreSkewed() {
        double normal = SIMULATION.mean(
                "50 looks, delayed start (not offered), any false alarm, normal",
                "0.008 to 0.030",
                1,
                random -> rate(everAlarmedByDelayedStart(Random::nextGaussian, random)));
        double skewed = SIMULATION.mean(
                "50 looks, delayed start (not offered), any false alarm, lognormal",
                "0.061",
                1,
                random -> rate(everAlarmedByDelayedStart(SimulationTest::logNormal, random)));
        assertThat(normal).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(1));
        assertThat(skewed).isLessThan(0.25);
        double width = new DelayedStart(UNITS).reach(LOOKS * UNITS, ALPHA) / Z;
        assertThat(SIMULATION.found(
                        "width at look 50 over that for one look, delayed start (not offered)", "1.75", width, 1))
                .isCloseTo(1.75, within(0.005));
    }

    /** The least p-value of each slice over all looks, by the delayed start, by the offered sequence, and for one look. */
    private static double[][] least(Random random, double effect) {
        double[][] least = new double[3][SLICES];
        Arrays.stream(least).forEach(each -> Arrays.fill(each, 1));
        double[] sums = new double[SLICES];
        DelayedStart delayed = new DelayedStart(UNITS);
        ConfidenceSequence tuned = new ConfidenceSequence(ALPHA, 10.0 * UNITS);
        for (int look = 1; look <= LOOKS; look++) {
            double units = (double) look * UNITS;
            double error = 1 / Math.sqrt(units);
            ConfidenceSequence sequence = tuned.at(units);
            for (int slice = 0; slice < SLICES; slice++) {
                sums[slice] += Math.sqrt(UNITS) * random.nextGaussian() + (isReal(slice) ? effect * UNITS : 0);
                double difference = sums[slice] / units;
                double[] p = {
                    delayed.pValue(difference / error, units),
                    new SequentialEvidence(difference, error, sequence, "").pValue(),
                    new StudentEvidence(difference, error, units - 1, "").pValue()
                };
                for (int i = 0; i < p.length; i++) {
                    least[i][slice] = Math.min(least[i][slice], p[i]);
                }
            }
        }
        return least;
    }

    private static boolean isReal(int slice) {
        return slice % 20 == 0;
    }

    @Test
    void ofAThousandEqualSlicesNoneSurvivesHolmAtAnyLook() {
        int slowness = 10;
        int repetitions = SIMULATION.number(slowness);
        Random random = new Random(Repetitions.SEED);
        double[] any = new double[2];
        for (int repetition = 0; repetition < repetitions; repetition++) {
            double[][] least = least(random, 0);
            for (int i = 0; i < any.length; i++) {
                any[i] += rate(Arrays.stream(Holm.adjusted(least[i])).anyMatch(p -> p <= ALPHA)) / repetitions;
            }
        }
        String scenario = "1000 equal slices, 50 looks, any named at 0.05, Holm over ";
        SIMULATION.found(scenario + "delayed start (not offered)", "0.017", any[0], repetitions);
        SIMULATION.found(scenario + "the sequence", "<= 0.05", any[1], repetitions);
        assertThat(any[0]).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(slowness));
        assertThat(any[1]).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(slowness));
    }

    private static double falseShare(double[] p) {
        HierarchicalTests tests = new HierarchicalTests(List.of(p), ALPHA);
        int[] named =
                IntStream.range(0, SLICES).filter(i -> tests.isRejected(0, i)).toArray();
        long wrong = Arrays.stream(named).filter(i -> !isReal(i)).count();
        return (double) wrong / Math.max(1, named.length);
    }

    @Test
    void atARateOfFivePercentLessThanThatIsFalseAmongSlicesThatAreNamed() {
        int slowness = 10;
        int repetitions = SIMULATION.number(slowness);
        Random random = new Random(Repetitions.SEED);
        double[] wrong = new double[3];
        for (int repetition = 0; repetition < repetitions; repetition++) {
            double[][] least = least(random, 0.2);
            for (int i = 0; i < wrong.length; i++) {
                wrong[i] += falseShare(least[i]) / repetitions;
            }
        }
        String scenario = "1000 slices, 5 % real, least p of 50 looks, false among named at 0.05, ";
        SIMULATION.found(scenario + "delayed start (not offered)", "0.015", wrong[0], repetitions);
        SIMULATION.found(scenario + "the sequence", "<= 0.05", wrong[1], repetitions);
        SIMULATION.found(scenario + "p-values for one look", "0.47", wrong[2], repetitions);
        assertThat(wrong[0]).isLessThanOrEqualTo(0.05);
        assertThat(wrong[1]).isLessThanOrEqualTo(0.05);
        assertThat(wrong[2]).isBetween(0.35, 0.65);
    }
}
