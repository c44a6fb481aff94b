package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.assay.cost.RankedRows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Influences of rows on what is read off their ranks, against derivatives and loops over all pairs. */
class RankInfluenceTest {

    private static final List<RankStatistic> OF_CLASSES = List.of(
            RankStatistic.area(1),
            RankStatistic.area(0.3),
            RankStatistic.AVERAGE_PRECISION,
            RankStatistic.PRECISION_RECALL_AREA,
            RankStatistic.FARTHEST);
    private static final List<RankStatistic> CORRELATIONS = List.of(RankStatistic.SPEARMAN, RankStatistic.KENDALL);

    private static List<Row> random(Random random, boolean classes, int units) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0, n = 20 + random.nextInt(40); i < n; i++) {
            // The first four rows see to it that both classes are there, in several units.
            double label = classes ? i < 4 ? i % 2 : random.nextInt(2) : random.nextInt(7);
            String unit = "unit " + (i < 4 ? i : random.nextInt(units));
            double candidate = random.nextInt(17) / 16.0 + label / 8;
            rows.add(new Row(unit, label, candidate, random.nextInt(17) / 16.0, 0.1 + random.nextDouble()));
        }
        return rows;
    }

    /** An influence is the derivative by the row's weight: of the value itself, by a difference of two. */
    private static void areDerivatives(List<RankStatistic> statistics, List<Row> rows, long seed) {
        RankedRows ranked = new RankedRows(statistics, rows);
        List<double[]> influences = ranked.influences(Row::candidate);
        double step = 1e-5;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            RankSummary more = changed(ranked, i, row.weight() + step).summary(Row::candidate);
            RankSummary less = changed(ranked, i, row.weight() - step).summary(Row::candidate);
            for (int j = 0; j < statistics.size(); j++) {
                assertThat(influences.get(i)[j])
                        .as("seed %d, row %d, %s", seed, i, statistics.get(j))
                        .isCloseTo((more.value(j) - less.value(j)) / (2 * step), within(1e-8));
            }
        }
    }

    private static RankedRows changed(RankedRows ranked, int place, double weight) {
        List<Row> rows = new ArrayList<>(ranked.rows());
        rows.set(place, rows.get(place).withWeight(weight));
        return new RankedRows(ranked.statistics(), rows);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theInfluenceOfARowIsTheDerivativeByItsWeight(long seed) {
        areDerivatives(OF_CLASSES, random(new Random(seed), true, 100), seed);
        areDerivatives(CORRELATIONS, random(new Random(seed), false, 100), seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void influencesAddUpToNothing(long seed) {
        for (boolean classes : new boolean[] {true, false}) {
            List<Row> rows = random(new Random(seed), classes, 100);
            List<RankStatistic> statistics = classes ? OF_CLASSES : CORRELATIONS;
            List<double[]> influences = new RankedRows(statistics, rows).influences(Row::candidate);
            for (int j = 0; j < statistics.size(); j++) {
                double sum = 0;
                for (int i = 0; i < rows.size(); i++) {
                    sum += rows.get(i).weight() * influences.get(i)[j];
                }
                assertThat(sum).as("seed %d, %s", seed, statistics.get(j)).isCloseTo(0, within(1e-13));
            }
        }
    }

    /** DeLong's S10/m + S01/n, by all pairs of rows. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void ofRowsOfOneWeightTheStandardErrorIsDeLongs(long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (Row row : random(random, true, 100)) {
            rows.add(new Row("row " + rows.size(), row.label(), row.candidate(), row.baseline(), 1));
        }
        double positives = variance(rows, 1);
        double negatives = variance(rows, 0);
        MetricDifference paired = new RankedRows(OF_CLASSES, rows).paired(0).difference();
        assertThat(paired.estimate().standardError())
                .as("seed %d", seed)
                .isCloseTo(Math.sqrt(positives + negatives), within(1e-12));
        assertThat(paired.spread().degreesOfFreedom()).isInfinite();
    }

    /** The sample variance of the placements' differences of one class, over its number. */
    private static double variance(List<Row> rows, double label) {
        List<Row> own = rows.stream().filter(row -> row.label() == label).toList();
        double[] placed = own.stream()
                .mapToDouble(row -> placement(rows, row, true) - placement(rows, row, false))
                .toArray();
        double mean = java.util.Arrays.stream(placed).average().orElseThrow();
        double squares = java.util.Arrays.stream(placed)
                .map(one -> (one - mean) * (one - mean))
                .sum();
        return squares / (placed.length - 1) / placed.length;
    }

    /** The share of the other class's weight on the right side of a row, ties half. */
    private static double placement(List<Row> rows, Row row, boolean candidate) {
        double right = 0;
        double all = 0;
        for (Row other : rows) {
            if (other.label() != row.label()) {
                double apart = candidate ? row.candidate() - other.candidate() : row.baseline() - other.baseline();
                all += other.weight();
                right += other.weight() * (1 + Math.signum(row.label() == 1 ? apart : -apart)) / 2;
            }
        }
        return right / all;
    }

    private static double area(List<Row> rows, boolean candidate) {
        double weight = 0;
        double area = 0;
        for (Row row : rows) {
            if (row.label() == 1) {
                weight += row.weight();
                area += row.weight() * placement(rows, row, candidate);
            }
        }
        return area / weight;
    }

    /** Obuchowski's three sums, by all pairs of rows. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35})
    void ofClustersAndWeightsTheStandardErrorIsObuchowskis(long seed) {
        List<Row> rows = random(new Random(seed), true, 12);
        double[] areas = {area(rows, true), area(rows, false)};
        Map<String, Double> positives = new TreeMap<>();
        Map<String, Double> negatives = new TreeMap<>();
        Map<String, Double> units = new TreeMap<>();
        for (Row row : rows) {
            double all = rows.stream()
                    .filter(other -> other.label() == row.label())
                    .mapToDouble(Row::weight)
                    .sum();
            double part = row.weight()
                    / all
                    * (placement(rows, row, true) - areas[0] - placement(rows, row, false) + areas[1]);
            (row.label() == 1 ? positives : negatives).merge(row.unit(), part, Double::sum);
            units.merge(row.unit(), 0.0, Double::sum);
        }
        double cross = 0;
        for (String unit : units.keySet()) {
            cross += positives.getOrDefault(unit, 0.0) * negatives.getOrDefault(unit, 0.0);
        }
        double variance = squares(positives) + squares(negatives) + 2 * cross * units.size() / (units.size() - 1.0);
        MetricDifference paired = new RankedRows(OF_CLASSES, rows).paired(0).difference();
        assertThat(paired.estimate().candidate()).as("seed %d", seed).isCloseTo(areas[0], within(1e-13));
        assertThat(paired.estimate().baseline()).as("seed %d", seed).isCloseTo(areas[1], within(1e-13));
        assertThat(paired.estimate().standardError()).as("seed %d", seed).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(paired.units()).isEqualTo(units.size());
        int fewer = Math.min(positives.size(), negatives.size());
        assertThat(paired.spread().flaw().isEmpty()).isEqualTo(fewer >= 10);
        assertThat(paired.spread().degreesOfFreedom()).isEqualTo(units.size() - 1.0);
    }

    private static double squares(Map<String, Double> parts) {
        double sum = parts.values().stream().mapToDouble(one -> one * one).sum();
        return sum * parts.size() / (parts.size() - 1.0);
    }

    /** Leaving out one unit at a time, each value computed anew, tells the same but for terms of the second order. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52})
    void leavingOutOneUnitAtATimeTellsTheSame(long seed) {
        for (boolean classes : new boolean[] {true, false}) {
            List<RankStatistic> statistics = classes ? OF_CLASSES.subList(0, 4) : CORRELATIONS;
            Random random = new Random(seed);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                double label = classes ? random.nextInt(2) : random.nextInt(7);
                double candidate = Math.rint(20 * random.nextDouble() + 4 * label);
                rows.add(new Row("unit " + i / 2, label, candidate, candidate, 0.5 + random.nextDouble()));
            }
            RankedRows ranked = new RankedRows(statistics, rows);
            double[][] without = new double[statistics.size()][200];
            for (int unit = 0; unit < 200; unit++) {
                String left = "unit " + unit;
                RankSummary summary = new RankedRows(
                                statistics,
                                rows.stream()
                                        .filter(row -> !row.unit().equals(left))
                                        .toList())
                        .summary(Row::candidate);
                for (int j = 0; j < statistics.size(); j++) {
                    without[j][unit] = summary.value(j);
                }
            }
            for (int j = 0; j < statistics.size(); j++) {
                RankEstimate estimate = ranked.estimate(j);
                assertThat(estimate.estimate().standardError())
                        .as("seed %d, %s", seed, statistics.get(j))
                        .isCloseTo(new Jackknife(estimate.value(), without[j]).standardError(), withinPercentage(2));
            }
        }
    }

    @Test
    void scoresInTheSameOrderHaveTheSameInfluences() {
        for (boolean classes : new boolean[] {true, false}) {
            List<Row> rows = new ArrayList<>();
            for (Row row : random(new Random(41), classes, 9)) {
                rows.add(
                        new Row(row.unit(), row.label(), row.candidate(), Math.exp(row.candidate()) - 7, row.weight()));
            }
            List<RankStatistic> statistics = classes ? OF_CLASSES : CORRELATIONS;
            for (int i = 0; i < statistics.size(); i++) {
                MetricDifference paired =
                        new RankedRows(statistics, rows).paired(i).difference();
                assertThat(paired.differingUnits()).isZero();
                assertThat(paired.estimate().difference()).isZero();
                assertThat(paired.estimate().standardError()).isZero();
            }
        }
    }

    @Test
    void ofOneClassThereIsNoStandardError() {
        List<Row> rows = List.of(new Row("a", 1, 0.1, 0.3, 1), new Row("b", 1, 0.2, 0.2, 1));
        MetricEstimate area = new RankedRows(OF_CLASSES, rows).estimate(0).estimate();
        assertThat(area.value()).isNaN();
        assertThat(area.standardError()).isNaN();
        assertThat(area.interval().lower()).isNaN();
        assertThat(area.spread().flaw()).isEqualTo("only 0 units have negatives, at least 10 needed");
    }

    @Test
    void aSinglePositiveHasNoStandardErrorOfAnArea() {
        List<Row> rows =
                List.of(new Row("a", 1, 0.3, 0.3, 1), new Row("b", 0, 0.2, 0.2, 1), new Row("c", 0, 0.4, 0.1, 1));
        MetricEstimate area = new RankedRows(OF_CLASSES, rows).estimate(0).estimate();
        assertThat(area.value()).isEqualTo(0.5);
        assertThat(area.standardError()).isNaN();
        assertThat(area.spread().flaw()).isEqualTo("only 1 unit has positives, at least 10 needed");
    }

    @Test
    void weightsOfAnySizeAreRankedWithoutFailing() {
        List<Row> rows = List.of(
                new Row("a", 1, 0.9, 0.1, 1e-300),
                new Row("b", 0, 0.8, 0.2, 1e-300),
                new Row("c", 1, 0.5, 0.3, 1e10),
                new Row("d", 0, 0.4, 0.4, 3e10),
                new Row("e", 1, 0.3, 0.5, 0.1),
                new Row("f", 0, 0.2, 0.6, 0.7));
        for (RankStatistic statistic : OF_CLASSES) {
            MetricEstimate estimate =
                    new RankedRows(List.of(statistic), rows).estimate(0).estimate();
            assertThat(estimate.value()).as("%s", statistic).isBetween(0.0, 1.0);
            assertThat(estimate.standardError()).as("%s", statistic).isFinite();
        }
    }
}
