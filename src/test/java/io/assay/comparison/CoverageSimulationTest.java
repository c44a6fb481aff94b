package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How often intervals made for one look hold the truth, by drawn data; repeated as {@link SimulationTest} is. */
class CoverageSimulationTest {

    private static final int ROWS = 100;
    private static final double ALPHA = 0.05;
    private static final Repetitions SIMULATION = new Repetitions();

    @AfterAll
    static void print() {
        System.out.println(SIMULATION.table());
    }

    private static double rate(boolean event) {
        return event ? 1 : 0;
    }

    /** Whether a 95 % interval holds a mean of 0 over clusters of up to 28 rows that have half of their variance in common. */
    private static double covers(Random random, int clusters, int units) {
        double[] sums = new double[units];
        int[] rows = new int[units];
        for (int cluster = 0; cluster < clusters; cluster++) {
            int unit = units == clusters ? cluster : random.nextInt(units);
            double common = random.nextGaussian();
            int size = 1 + random.nextInt(28);
            for (int i = 0; i < size; i++) {
                sums[unit] += common + random.nextGaussian();
            }
            rows[unit] += size;
        }
        PairTally tally = new PairTally();
        for (int unit = 0; unit < units; unit++) {
            if (rows[unit] > 0) {
                tally.addUnit(sums[unit], rows[unit], 0, rows[unit], rows[unit]);
            }
        }
        return holds(tally, 0);
    }

    private static StudentEvidence student(PairTally tally) {
        PairEstimate estimate = Aggregate.MEAN.estimate(tally);
        return new StudentEvidence(estimate.difference(), estimate.standardError(), tally.units() - 1.0, "t");
    }

    private static double holds(PairTally tally, double truth) {
        StudentEvidence evidence = student(tally);
        return rate(evidence.lower(0.025) <= truth && truth <= evidence.upper(0.025));
    }

    private static double rowsAlone(Random random) {
        PairTally tally = new PairTally();
        for (int cluster = 0; cluster < 300; cluster++) {
            double common = random.nextGaussian();
            for (int i = 1 + random.nextInt(28); i > 0; i--) {
                tally.addPair(common + random.nextGaussian(), 0, 1);
            }
        }
        return holds(tally, 0);
    }

    @Test
    void intervalsHoldTheTruthInNinetyFiveOfAHundred() {
        double normal = SIMULATION.mean(
                "95 % coverage, 100 normal rows",
                "0.94 to 0.96", 1, random -> {
                    PairTally tally = new PairTally();
                    for (int i = 0; i < ROWS; i++) {
                        tally.addPair(random.nextGaussian(), 0, 1);
                    }
                    return holds(tally, 0);
                });
        double clusters =
                SIMULATION.mean("95 % coverage, 300 clusters, CR1", "0.948", 1, random -> covers(random, 300, 300));
        double few = SIMULATION.mean("95 % coverage, 40 clusters, CR1", "0.932", 1, random -> covers(random, 40, 40));
        double buckets = SIMULATION.mean(
                "95 % coverage, 3000 clusters in 256 buckets", "0.946", 10, random -> covers(random, 3_000, 256));
        double rows = SIMULATION.mean(
                "95 % coverage, 300 clusters whose rows are taken as independent",
                "0.46", 1, CoverageSimulationTest::rowsAlone);
        assertThat(normal).isCloseTo(0.95, within(SIMULATION.nearNinetyFive(1)));
        assertThat(clusters).isCloseTo(0.95, within(SIMULATION.nearNinetyFive(1)));
        assertThat(few).isCloseTo(0.94, within(0.01 + SIMULATION.nearNinetyFive(1)));
        assertThat(buckets).isCloseTo(0.95, within(SIMULATION.nearNinetyFive(10)));
        assertThat(rows).isLessThan(0.8);
    }

    @Test
    void theSkewGuardMakesFalseNonInferiorityRarer() {
        double mean = Math.exp(0.5);
        double[] hall = new double[1];
        double student = SIMULATION.mean("100 lognormal rows, false non-inferiority, t", "0.113", 1, random -> {
            PairTally tally = new PairTally();
            for (int i = 0; i < ROWS; i++) {
                tally.addPair(Math.exp(random.nextGaussian()), 0, 1);
            }
            StudentEvidence evidence = student(tally);
            SkewGuard guard =
                    new SkewGuard(evidence, Aggregate.MEAN.estimate(tally).skewness(), tally.units());
            hall[0] += rate(guard.upper(ALPHA) < mean);
            return rate(evidence.upper(ALPHA) < mean);
        });
        int repetitions = SIMULATION.number(1);
        SIMULATION.found("the same with the guard of Hall's interval", "0.073", hall[0] / repetitions, repetitions);
        assertThat(hall[0] / repetitions).isLessThanOrEqualTo(student).isLessThan(0.2);
    }

    @Test
    void newcombesIntervalHoldsWhereErrorsAreRare() {
        double[] wald = new double[1];
        double newcombe = SIMULATION.mean(
                "50 pairs of rare errors, 95 % coverage, Newcombe",
                "0.998", 1, random -> {
                    PairTally tally = new PairTally();
                    for (int i = 0; i < 50; i++) {
                        double u = random.nextDouble();
                        tally.addPair(u < 0.05 ? 1 : 0, u < 0.02 ? 1 : 0, 1);
                    }
                    HybridEvidence evidence = NewcombeEvidence.paired(tally.discordance());
                    wald[0] += holds(tally, 0.03);
                    return rate(evidence.lower(0.025) <= 0.03 && 0.03 <= evidence.upper(0.025));
                });
        int repetitions = SIMULATION.number(1);
        SIMULATION.found("the same, t", "0.78", wald[0] / repetitions, repetitions);
        assertThat(newcombe).isGreaterThan(0.95 - SIMULATION.nearNinetyFive(1));
        assertThat(wald[0] / repetitions).isLessThan(0.93);
    }
}
