package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much too low the least cost is on the rows that its threshold was chosen on, and how often intervals hold the truth.
 * Three of ten rows are positive; scores are normal, those of positives 1.5 higher; a false negative costs five times as
 * much as a false positive.
 */
class CostOptimismTest {

    private static final double PREVALENCE = 0.3;
    private static final double SHIFT = 1.5;
    private static final Prices PRICES = new Prices(1, 5);
    private static final double USED = 1;
    private static final int RUNS = 1000;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static double cost(double threshold) {
        return PRICES.falsePositive() * (1 - PREVALENCE) * NORMAL.survivalProbability(threshold)
                + PRICES.falseNegative() * PREVALENCE * NORMAL.cumulativeProbability(threshold - SHIFT);
    }

    /** Where the densities, times the prices, are equal. */
    private static double leastCost() {
        double odds = PRICES.falsePositive() * (1 - PREVALENCE) / (PRICES.falseNegative() * PREVALENCE);
        return cost(SHIFT / 2 + Math.log(odds) / SHIFT);
    }

    private static List<RankedRows.Row> rows(Random random, int n) {
        List<RankedRows.Row> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double label = random.nextDouble() < PREVALENCE ? 1 : 0;
            double common = random.nextGaussian() / Math.sqrt(2);
            double one = SHIFT * label + common + random.nextGaussian() / Math.sqrt(2);
            double other = SHIFT * label + common + random.nextGaussian() / Math.sqrt(2);
            rows.add(new RankedRows.Row("row " + i, label, one, other, 1));
        }
        return rows;
    }

    @ParameterizedTest(name = "{0} rows")
    @CsvSource({"100, -0.5, -0.3", "400, -0.4, -0.2", "1600, -0.3, -0.1"})
    void theLeastCostIsTooLowByAPartOfItsStandardError(int n, double atLeast, double atMost) {
        double truth = leastCost();
        double bias = 0;
        double error = 0;
        double difference = 0;
        int held = 0;
        int regretHeld = 0;
        int below = 0;
        for (int run = 0; run < RUNS; run++) {
            RankedRows ranked = new RankedRows(
                    List.of(RankStatistic.minimumCost(PRICES), RankStatistic.regret(PRICES, USED)),
                    rows(new Random(1_000_003L * n + run), n));
            MetricEstimate least = ranked.estimate(0).estimate();
            bias += (least.value() - truth) / RUNS;
            error += least.standardError() / RUNS;
            if (least.interval().lower() <= truth && truth <= least.interval().upper()) {
                held++;
            }
            MetricEstimate regret = ranked.estimate(1).estimate();
            double regretTruth = cost(USED) - truth;
            if (regret.interval().lower() <= regretTruth && regretTruth <= regret.interval().upper()) {
                regretHeld++;
            }
            PairEstimate pair = ranked.paired(0).difference().estimate();
            double point = StudentT.upperPoint(0.05, n - 1.0);
            difference += pair.difference() / RUNS;
            if (pair.difference() - point * pair.standardError() <= 0) {
                below++;
            }
        }
        System.out.printf(
                "SIM %d truth %.4f bias %.5f error %.5f share %.3f held %d regretHeld %d diff %.5f below %d%n",
                n, truth, bias, error, bias / error, held, regretHeld, difference, below);
        assertThat(bias / error).isBetween(atLeast, atMost);
    }
}
