package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Areas under curves of ranked scores, against loops over all pairs and all thresholds. */
class RankingCurveTest {

    private record Scored(double score, double label, double weight) {}

    private static RankingCurve curve(List<Scored> rows, double... maximumFprs) {
        RankingCurve curve = new RankingCurve(
                weight(rows, 1, Double.NEGATIVE_INFINITY), weight(rows, 0, Double.NEGATIVE_INFINITY), maximumFprs);
        rows.stream()
                .sorted(Comparator.comparingDouble(Scored::score))
                .forEach(row -> curve.add(row.score(), row.label(), row.weight()));
        return curve;
    }

    /** The weight of a class at and above a score. */
    private static double weight(List<Scored> rows, double label, double from) {
        return rows.stream()
                .filter(row -> row.label() == label && row.score() >= from)
                .mapToDouble(Scored::weight)
                .sum();
    }

    private static List<Scored> random(Random random) {
        List<Scored> rows = new ArrayList<>();
        for (int i = 0, n = 2 + random.nextInt(60); i < n; i++) {
            // Sixteenths: many ties. The first two rows see to it that both classes are there.
            double label = i < 2 ? i : random.nextInt(2);
            rows.add(new Scored(random.nextInt(17) / 16.0, label, 0.1 + random.nextDouble()));
        }
        return rows;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theAreaIsTheShareOfPairsInTheRightOrder(long seed) {
        List<Scored> rows = random(new Random(seed));
        double right = 0;
        double all = 0;
        for (Scored positive : rows) {
            for (Scored negative : rows) {
                if (positive.label() == 1 && negative.label() == 0) {
                    double weight = positive.weight() * negative.weight();
                    all += weight;
                    right += weight * (1 + Double.compare(positive.score(), negative.score())) / 2;
                }
            }
        }
        assertThat(curve(rows).area()).as("seed %d", seed).isCloseTo(right / all, within(1e-12));
        assertThat(curve(rows, 1).partialArea(0))
                .as("seed %d", seed)
                .isEqualTo(curve(rows).area());
    }

    /** By the definitions, over all thresholds from the highest score down. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void everyStatisticIsThatOfALoopOverAllThresholds(long seed) {
        List<Scored> rows = random(new Random(seed));
        double most = 0.3;
        double positives = weight(rows, 1, 0);
        double negatives = weight(rows, 0, 0);
        double steps = 0;
        double trapezoids = 0;
        double farthest = 0;
        double partial = 0;
        double recall = 0;
        double precision = 1;
        double fpr = 0;
        TreeSet<Double> thresholds =
                new TreeSet<>(rows.stream().map(Scored::score).toList());
        for (double threshold : thresholds.descendingSet()) {
            double hits = weight(rows, 1, threshold);
            double alarms = weight(rows, 0, threshold);
            double nextRecall = hits / positives;
            double nextPrecision = hits / (hits + alarms);
            double nextFpr = alarms / negatives;
            steps += (nextRecall - recall) * nextPrecision;
            trapezoids += (nextRecall - recall) * (nextPrecision + precision) / 2;
            farthest = Math.max(farthest, Math.abs(nextRecall - nextFpr));
            double right = Math.min(nextFpr, most);
            if (right > fpr) {
                double height = recall + (nextRecall - recall) * (right - fpr) / (nextFpr - fpr);
                partial += (right - fpr) * (recall + height) / 2;
            }
            recall = nextRecall;
            precision = nextPrecision;
            fpr = nextFpr;
        }
        RankingCurve curve = curve(rows, most);
        double least = most * most / 2;
        assertThat(curve.averagePrecision()).as("seed %d", seed).isCloseTo(steps, within(1e-12));
        assertThat(curve.precisionRecallArea()).as("seed %d", seed).isCloseTo(trapezoids, within(1e-12));
        assertThat(curve.farthest()).as("seed %d", seed).isCloseTo(farthest, within(1e-12));
        assertThat(curve.partialArea(0))
                .as("seed %d", seed)
                .isCloseTo(0.5 * (1 + (partial - least) / (most - least)), within(1e-12));
    }

    /** The example in scikit-learn's documentation of average_precision_score, roc_auc_score. */
    @Test
    void publishedValuesAreMet() {
        List<Scored> rows =
                List.of(new Scored(0.1, 0, 1), new Scored(0.4, 0, 1), new Scored(0.35, 1, 1), new Scored(0.8, 1, 1));
        assertThat(curve(rows).averagePrecision()).isCloseTo(0.8333333333333333, within(1e-15));
        assertThat(curve(rows).area()).isEqualTo(0.75);
        assertThat(curve(rows).precisionRecallArea()).isCloseTo(0.7916666666666666, within(1e-15));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void classesSwappedAndScoresNegatedGiveTheSameArea(long seed) {
        List<Scored> rows = random(new Random(seed));
        List<Scored> swapped = rows.stream()
                .map(row -> new Scored(-row.score(), 1 - row.label(), row.weight()))
                .toList();
        assertThat(curve(swapped).area())
                .as("seed %d", seed)
                .isCloseTo(curve(rows).area(), within(1e-15));
    }

    @Test
    void theAreaOfOneClassIsUndefined() {
        List<Scored> positives = List.of(new Scored(0.1, 1, 1), new Scored(0.2, 1, 1));
        assertThat(curve(positives).area()).isNaN();
        assertThat(curve(positives).farthest()).isNaN();
        assertThat(curve(List.of(new Scored(0.1, 0, 1))).area()).isNaN();
        assertThat(curve(List.of(new Scored(0.1, 0, 1))).averagePrecision()).isNaN();
    }

    @Test
    void infiniteScoresAreRankedLikeOthers() {
        assertThat(curve(List.of(
                                new Scored(Double.NEGATIVE_INFINITY, 0, 1),
                                new Scored(Double.POSITIVE_INFINITY, 1, 1),
                                new Scored(Double.POSITIVE_INFINITY, 0, 1)))
                        .area())
                .isEqualTo(0.75);
    }
}
