package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.RankedRows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** How often the intervals of statistics of ranks hold what they are of. */
class RankCoverageTest {

    private static final long SEED = 20;
    private static final int RUNS = 400;

    /** Both versions see the same signal under noise of one kind, so that the true difference is 0. */
    private static List<Row> draw(Random random, boolean classes, int units, int perUnit) {
        List<Row> rows = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            double[] shared = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            for (int i = 0; i < perUnit; i++) {
                double label = classes ? (random.nextInt(3) == 0 ? 1 : 0) : shared[2] + random.nextGaussian();
                double signal = label + random.nextGaussian() / 2;
                double candidate = signal + shared[0] + random.nextGaussian() / 2;
                double baseline = signal + shared[1] + random.nextGaussian() / 2;
                rows.add(new Row("unit " + unit, label, candidate, baseline, 0.5 + random.nextDouble()));
            }
        }
        return rows;
    }

    private static double covered(RankStatistic statistic, int units, int perUnit) {
        Random random = new Random(SEED);
        int covered = 0;
        for (int run = 0; run < RUNS; run++) {
            List<Row> rows = draw(random, statistic.isOfClasses(), units, perUnit);
            MetricDifference paired =
                    new RankedRows(List.of(statistic), rows).paired(0).difference();
            double half = StudentT.upperPoint(0.025, paired.spread().degreesOfFreedom())
                    * paired.estimate().standardError();
            covered += Math.abs(paired.estimate().difference()) <= half ? 1 : 0;
        }
        return covered / (double) RUNS;
    }

    /** 0.95, give or take three standard errors of 400 runs and what is lost to few units. */
    private static void isCovered(RankStatistic statistic) {
        for (int perUnit : new int[] {1, 4}) {
            assertThat(covered(statistic, perUnit == 1 ? 150 : 60, perUnit))
                    .as("seed %d, %s, %d rows in a unit", SEED, statistic, perUnit)
                    .isBetween(0.915, 0.985);
        }
    }

    @Test
    void differencesOfAreasAreCoveredOfRowsAndOfClusters() {
        isCovered(RankStatistic.area(1));
    }

    @Test
    void differencesOfAveragePrecisionsAreCoveredOfRowsAndOfClusters() {
        isCovered(RankStatistic.AVERAGE_PRECISION);
    }

    @Test
    void differencesOfCorrelationsAreCoveredOfRowsAndOfClusters() {
        isCovered(RankStatistic.SPEARMAN);
        isCovered(RankStatistic.KENDALL);
    }

    /** Of areas near 1 a symmetric interval would lie above the truth much more often than it claims. */
    @Test
    void theLowerBoundOfAnAreaIsSeldomAboveIt() {
        double truth = 0.9213503964748575; // of normal scores, two standard deviations apart: Φ(√2)
        int above = 0;
        Random random = new Random(SEED);
        for (int run = 0; run < RUNS; run++) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int label = i < 30 ? 1 : 0;
                double score = 2 * label + random.nextGaussian();
                rows.add(new Row("row " + i, label, score, score, 1));
            }
            ToDoubleFunction<List<Row>> lower = drawn -> new RankedRows(List.of(RankStatistic.area(1)), drawn)
                    .estimate(0)
                    .estimate()
                    .interval()
                    .lower();
            above += lower.applyAsDouble(rows) > truth ? 1 : 0;
        }
        assertThat(above / (double) RUNS).as("seed %d", SEED).isLessThan(0.05);
    }
}
