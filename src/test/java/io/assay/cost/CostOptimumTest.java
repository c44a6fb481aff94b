package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Costs by threshold, against a search over all thresholds in numbers that are never rounded. */
class CostOptimumTest {

    private static final double ALL_NEGATIVE = Double.POSITIVE_INFINITY;

    private record Scored(double score, double label, double weight) {}

    private static CostOptimum optimum(List<Scored> rows, Prices prices, double used) {
        CostOptimum optimum = new CostOptimum(prices, used, true);
        rows.stream()
                .sorted(Comparator.comparingDouble(Scored::score))
                .forEach(row -> optimum.add(row.score(), row.label(), row.weight()));
        return optimum;
    }

    /** The total cost at a threshold, exactly. */
    private static BigDecimal cost(List<Scored> rows, Prices prices, double threshold) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Scored row : rows) {
            boolean positive = row.score() >= threshold;
            if (positive != (row.label() == 1)) {
                double price = positive ? prices.falsePositive() : prices.falseNegative();
                sum = sum.add(new BigDecimal(price).multiply(new BigDecimal(row.weight())));
            }
        }
        return sum;
    }

    private static TreeSet<Double> thresholds(List<Scored> rows) {
        TreeSet<Double> thresholds =
                new TreeSet<>(rows.stream().map(Scored::score).toList());
        thresholds.add(ALL_NEGATIVE);
        return thresholds;
    }

    private static TreeMap<Double, BigDecimal> search(List<Scored> rows, Prices prices) {
        TreeMap<Double, BigDecimal> costs = new TreeMap<>();
        thresholds(rows).forEach(threshold -> costs.put(threshold, cost(rows, prices, threshold)));
        return costs;
    }

    /** An exact total over an exact weight, each rounded once. */
    private static double mean(List<Scored> rows, BigDecimal total) {
        BigDecimal weight =
                rows.stream().map(row -> new BigDecimal(row.weight())).reduce(BigDecimal.ZERO, BigDecimal::add);
        return total.doubleValue() / weight.doubleValue();
    }

    /** With many ties of scores, and weights and prices whose sums are no doubles. */
    private static List<Scored> random(Random random) {
        List<Scored> rows = new ArrayList<>();
        for (int i = 0, n = 1 + random.nextInt(80); i < n; i++) {
            double label = random.nextInt(3) == 0 ? 1 : 0;
            double score = random.nextInt(17) / 16.0 + (label == 1 ? random.nextInt(3) / 8.0 : 0);
            double weight = random.nextBoolean() ? 1 : Math.exp(20 * random.nextDouble() - 10);
            rows.add(new Scored(score, label, weight));
        }
        return rows;
    }

    private static Prices prices(Random random) {
        return random.nextBoolean()
                ? new Prices(1 + random.nextInt(5), 1 + random.nextInt(5))
                : new Prices(10 * random.nextDouble(), random.nextDouble());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everythingIsThatOfASearchOverAllThresholdsToTheLastBit(long seed) {
        Random random = new Random(seed);
        List<Scored> rows = random(random);
        Prices prices = prices(random);
        double used = random.nextDouble();
        TreeMap<Double, BigDecimal> costs = search(rows, prices);
        BigDecimal least = Collections.min(costs.values());
        List<Double> best = costs.entrySet().stream()
                .filter(entry -> entry.getValue().compareTo(least) == 0)
                .map(Map.Entry::getKey)
                .toList();
        CostOptimum optimum = optimum(rows, prices, used);
        CostReading reading = optimum.reading();
        assertThat(optimum.least()).as("seed %d", seed).isEqualTo(mean(rows, least));
        assertThat(reading.threshold()).as("seed %d", seed).isEqualTo(best.get(best.size() - 1));
        assertThat(reading.lowest()).as("seed %d", seed).isEqualTo(best.get(0));
        assertThat(reading.equal()).as("seed %d", seed).isEqualTo(best.size());
        BigDecimal atUsed = cost(rows, prices, used);
        assertThat(optimum.atUsed()).as("seed %d", seed).isEqualTo(mean(rows, atUsed));
        assertThat(optimum.regret())
                .as("seed %d", seed)
                .isEqualTo(mean(rows, atUsed.subtract(least)))
                .isNotNegative();
        // As many points as thresholds, for there are few, and that in use.
        costs.put(used, atUsed);
        assertThat(reading.points())
                .as("seed %d", seed)
                .isEqualTo(costs.entrySet().stream()
                        .map(entry -> new CostReading.Point(entry.getKey(), mean(rows, entry.getValue())))
                        .toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void theOrderOfRowsOfOneScoreDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<Scored> rows = random(random);
        Prices prices = prices(random);
        CostReading reading = optimum(rows, prices, 0.3).reading();
        double least = optimum(rows, prices, 0.3).least();
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(rows, random);
            assertThat(optimum(rows, prices, 0.3).reading()).as("seed %d", seed).isEqualTo(reading);
            assertThat(optimum(rows, prices, 0.3).least()).as("seed %d", seed).isEqualTo(least);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38})
    void swappedClassesAndPricesMirrorTheThreshold(long seed) {
        Random random = new Random(seed);
        List<Scored> rows = random(random);
        Prices prices = prices(random);
        List<Scored> mirrored = rows.stream()
                .map(row -> new Scored(-row.score(), 1 - row.label(), row.weight()))
                .toList();
        Prices swapped = new Prices(prices.falseNegative(), prices.falsePositive());
        CostOptimum own = optimum(rows, prices, Double.NaN);
        CostOptimum other = optimum(mirrored, swapped, Double.NaN);
        assertThat(other.least()).as("seed %d", seed).isEqualTo(own.least());
        assertThat(other.reading().equal())
                .as("seed %d", seed)
                .isEqualTo(own.reading().equal());
        // Positive there is what is negative here: of equal ones the lowest threshold, and the scores below it.
        Double below = thresholds(rows).lower(own.reading().lowest());
        assertThat(other.reading().threshold()).as("seed %d", seed).isEqualTo(below == null ? ALL_NEGATIVE : -below);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43, 44, 45})
    void pricesTimesAPowerOfTwoScaleTheCostAndLeaveTheThreshold(long seed) {
        Random random = new Random(seed);
        List<Scored> rows = random(random);
        Prices prices = prices(random);
        for (double factor : new double[] {0.125, 2, 1024}) {
            CostOptimum own = optimum(rows, prices, 0.4);
            CostOptimum scaled =
                    optimum(rows, new Prices(factor * prices.falsePositive(), factor * prices.falseNegative()), 0.4);
            assertThat(scaled.least()).as("seed %d", seed).isEqualTo(factor * own.least());
            assertThat(scaled.regret()).as("seed %d", seed).isEqualTo(factor * own.regret());
            assertThat(scaled.reading().threshold()).isEqualTo(own.reading().threshold());
            assertThat(scaled.reading().equal()).isEqualTo(own.reading().equal());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52, 53, 54, 55})
    void scoresThatKeepTheirOrderMoveTheThresholdAlong(long seed) {
        Random random = new Random(seed);
        List<Scored> rows = random(random);
        Prices prices = prices(random);
        DoubleUnaryOperator moved = score -> Math.exp(3 * score) - 7;
        List<Scored> others = rows.stream()
                .map(row -> new Scored(moved.applyAsDouble(row.score()), row.label(), row.weight()))
                .toList();
        CostOptimum own = optimum(rows, prices, Double.NaN);
        CostOptimum other = optimum(others, prices, Double.NaN);
        assertThat(other.least()).as("seed %d", seed).isEqualTo(own.least());
        assertThat(other.reading().threshold())
                .as("seed %d", seed)
                .isEqualTo(moved.applyAsDouble(own.reading().threshold()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {61, 62, 63, 64, 65})
    void equalPricesGiveTheBestAccuracy(long seed) {
        List<Scored> rows = random(new Random(seed)).stream()
                .map(row -> new Scored(row.score(), row.label(), 1))
                .toList();
        long right = thresholds(rows).stream()
                .mapToLong(threshold -> rows.stream()
                        .filter(row -> (row.score() >= threshold) == (row.label() == 1))
                        .count())
                .max()
                .orElseThrow();
        assertThat(optimum(rows, new Prices(1, 1), Double.NaN).least())
                .as("seed %d", seed)
                .isEqualTo((double) (rows.size() - right) / rows.size());
    }

    @Test
    void ofOneClassTheBestDecisionIsFree() {
        List<Scored> positives = List.of(new Scored(0.2, 1, 1), new Scored(0.7, 1, 2));
        List<Scored> negatives = List.of(new Scored(0.2, 0, 1), new Scored(0.7, 0, 2));
        CostOptimum all = optimum(positives, new Prices(3, 5), 0.5);
        CostOptimum none = optimum(negatives, new Prices(3, 5), 0.5);
        assertThat(all.least()).isZero();
        assertThat(all.reading().threshold()).isEqualTo(0.2);
        assertThat(all.regret()).isEqualTo(5.0 / 3);
        assertThat(none.least()).isZero();
        assertThat(none.reading().threshold()).isEqualTo(ALL_NEGATIVE);
        assertThat(none.regret()).isEqualTo(2);
    }

    @Test
    void withoutPricesAllThresholdsAreEqual() {
        List<Scored> rows = List.of(new Scored(0.2, 1, 1), new Scored(0.7, 0, 2));
        CostReading reading = optimum(rows, new Prices(0, -0.0), 0.5).reading();
        assertThat(reading.equal()).isEqualTo(3);
        assertThat(reading.lowest()).isEqualTo(0.2);
        assertThat(reading.threshold()).isEqualTo(ALL_NEGATIVE);
    }

    /** From ∞ on an infinite score is positive too, so that deciding nothing positive is no choice. */
    @Test
    void infiniteScoresAreAThresholdLikeOthers() {
        List<Scored> rows = List.of(
                new Scored(Double.NEGATIVE_INFINITY, 1, 1),
                new Scored(0, 1, 1),
                new Scored(Double.POSITIVE_INFINITY, 0, 1));
        CostOptimum optimum = optimum(rows, new Prices(1, 1), 0);
        assertThat(optimum.reading().threshold()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(optimum.least()).isEqualTo(1.0 / 3);
        assertThat(optimum.reading().points()).hasSize(3);
    }

    @Test
    void ofNoRowsNothingIsKnown() {
        CostOptimum optimum = new CostOptimum(new Prices(1, 1), 0.5, true);
        assertThat(optimum.least()).isNaN();
        assertThat(optimum.regret()).isNaN();
    }

    @Test
    void costsTooSmallOrTooLargeForADoubleAreStillToldApart() {
        List<Scored> rows = List.of(new Scored(0.1, 0, 1e-200), new Scored(0.2, 1, 1e-200), new Scored(0.3, 0, 1e-200));
        assertThat(optimum(rows, new Prices(1e-200, 3e-200), 0.5).reading().threshold())
                .isEqualTo(0.2);
        assertThat(optimum(rows, new Prices(3e-200, 1e-200), 0.5).reading().threshold())
                .isEqualTo(ALL_NEGATIVE);
        List<Scored> heavy = List.of(new Scored(0.1, 0, 1e200), new Scored(0.2, 1, 1e200));
        CostReading reading = optimum(heavy, new Prices(1e300, 1e300), 0.1).reading();
        assertThat(reading.threshold()).isEqualTo(0.2);
    }

    @Test
    void aLongCurveIsThinnedAndKeepsItsEndsAndBothMarks() {
        Random random = new Random(7);
        List<Scored> rows = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            double label = random.nextInt(4) == 0 ? 1 : 0;
            rows.add(new Scored(random.nextGaussian() + 1.5 * label, label, 0.5 + random.nextDouble()));
        }
        Prices prices = new Prices(1, 3.7);
        double used = 0.123;
        CostReading reading = optimum(rows, prices, used).reading();
        TreeSet<Double> kept = new TreeSet<>(
                reading.points().stream().map(CostReading.Point::threshold).toList());
        assertThat(kept.size()).isBetween(ThinnedCurve.MOST / 2, ThinnedCurve.MOST + 3);
        assertThat(kept).contains(thresholds(rows).first(), ALL_NEGATIVE, used, reading.threshold());
        double least = optimum(rows, prices, used).least();
        for (CostReading.Point point : reading.points()) {
            assertThat(point.cost()).isEqualTo(mean(rows, cost(rows, prices, point.threshold())));
            assertThat(point.cost()).isGreaterThanOrEqualTo(least);
        }
    }

    @Test
    void pricesAreNumbersFromZeroOn() {
        assertThatThrownBy(() -> new Prices(-1, 1)).hasMessageContaining("≥ 0");
        assertThatThrownBy(() -> new Prices(1, Double.NaN)).hasMessageContaining("≥ 0");
        assertThatThrownBy(() -> new Prices(Double.POSITIVE_INFINITY, 1)).hasMessageContaining("finite");
    }

    /** The standard error at the best threshold is that of the costs there, as if it had been given. */
    @Test
    void theStandardErrorIsThatOfTheCostsAtTheBestThreshold() {
        Random random = new Random(3);
        List<RankedRows.Row> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double label = i % 3 == 0 ? 1 : 0;
            double score = random.nextInt(40) / 40.0 + label / 4;
            rows.add(new RankedRows.Row("u" + i, label, score, random.nextDouble(), 1));
        }
        Prices prices = new Prices(1, 4);
        RankedRows ranked =
                new RankedRows(List.of(RankStatistic.minimumCost(prices), RankStatistic.regret(prices, 0.9)), rows);
        double best = ranked.summary(RankedRows.Row::candidate).costs(0).threshold();
        for (int statistic = 0; statistic < 2; statistic++) {
            boolean regret = statistic == 1;
            double[] costs = rows.stream()
                    .mapToDouble(row -> regret
                            ? prices.cost(row.candidate() >= 0.9, row.label())
                                    - prices.cost(row.candidate() >= best, row.label())
                            : prices.cost(row.candidate() >= best, row.label()))
                    .toArray();
            double mean = Arrays.stream(costs).average().orElseThrow();
            double squares = Arrays.stream(costs)
                    .map(cost -> (cost - mean) * (cost - mean))
                    .sum();
            MetricEstimate estimate = ranked.estimate(statistic).estimate();
            assertThat(estimate.value()).isCloseTo(mean, within(1e-15));
            assertThat(estimate.standardError()).isCloseTo(Math.sqrt(squares / 199 / 200), within(1e-15));
            assertThat(estimate.interval().lower()).isLessThan(mean);
            assertThat(estimate.interval().upper()).isGreaterThan(mean);
        }
    }

    /** By leaving the threshold where it is: a little weight does not move it. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {71, 72, 73, 74, 75})
    void whatARowCostsLessTheMeanIsTheDerivativeByItsWeight(long seed) {
        Random random = new Random(seed);
        List<RankedRows.Row> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double label = i < 4 ? i % 2 : random.nextInt(2);
            rows.add(new RankedRows.Row("u" + i, label, random.nextInt(17) / 16.0, 0, 0.1 + random.nextDouble()));
        }
        Prices prices = new Prices(1, 2.5);
        List<RankStatistic> statistics = List.of(RankStatistic.minimumCost(prices), RankStatistic.regret(prices, 0.4));
        RankedRows ranked = new RankedRows(statistics, rows);
        List<double[]> costs = ranked.influences(RankedRows.Row::candidate);
        RankSummary summary = ranked.summary(RankedRows.Row::candidate);
        double weight = rows.stream().mapToDouble(RankedRows.Row::weight).sum();
        double step = 1e-6;
        for (int i = 0; i < rows.size(); i++) {
            RankSummary more = changed(ranked, i, step);
            RankSummary less = changed(ranked, i, -step);
            assertThat(more.costs(0).threshold()).isEqualTo(less.costs(0).threshold());
            for (int j = 0; j < 2; j++) {
                assertThat((costs.get(i)[j] - summary.value(j)) / weight)
                        .as("seed %d, row %d", seed, i)
                        .isCloseTo((more.value(j) - less.value(j)) / (2 * step), within(1e-8));
            }
        }
    }

    private static RankSummary changed(RankedRows ranked, int place, double step) {
        List<RankedRows.Row> rows = new ArrayList<>(ranked.rows());
        rows.set(place, rows.get(place).withWeight(rows.get(place).weight() + step));
        return new RankedRows(ranked.statistics(), rows).summary(RankedRows.Row::candidate);
    }

    /** Regrets may differ by the same on every row: that is a difference, and none of units that are alike. */
    @Test
    void whatDiffersByTheSameOnEveryRowIsNotIdentical() {
        List<RankedRows.Row> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(new RankedRows.Row("u" + i, 0, 0.9, 0.1, 1));
        }
        MetricDifference regret = new RankedRows(List.of(RankStatistic.regret(new Prices(2, 1), 0.5)), rows)
                .paired(0)
                .difference();
        assertThat(regret.estimate().difference()).isEqualTo(2);
        assertThat(regret.differingUnits()).isEqualTo(40);
        assertThat(regret.spread().flaw()).isEqualTo("only 0 units have positives, at least 10 needed");
    }

    @Test
    void aSummarySurvivesBecomingNumbers() {
        CostOptimum optimum = optimum(random(new Random(77)), new Prices(1, 3), 0.3);
        CostReading reading = optimum.reading();
        RankSummary summary = new RankSummary(
                7,
                new double[] {0.5, 0.25},
                new double[] {0, 0, 0, reading.threshold(), reading.lowest(), (double) reading.equal()},
                new double[][] {{}, reading.toNumbers()});
        RankSummary back = RankSummary.of(summary.toNumbers());
        assertThat(back.rows()).isEqualTo(7);
        assertThat(back.value(1)).isEqualTo(0.25);
        assertThat(back.costs(1)).isEqualTo(reading);
        assertThat(back.costs(0).points()).isEmpty();
    }
}
