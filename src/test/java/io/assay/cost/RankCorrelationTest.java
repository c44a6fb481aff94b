package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rank correlations by hand, and against all pairs. */
class RankCorrelationTest {

    private record Point(double label, double score, double weight) {}

    private static RankCorrelation of(int most, List<Point> points) {
        RankCorrelation correlation = new RankCorrelation(most);
        points.stream()
                .sorted(Comparator.comparingDouble(Point::label))
                .forEach(point -> correlation.addLabel(point.label(), point.weight()));
        points.stream()
                .sorted(Comparator.comparingDouble(Point::score).thenComparing(Point::label))
                .forEach(point -> correlation.add(point.score(), point.label(), point.weight()));
        return correlation;
    }

    private static RankCorrelation of(List<Point> points) {
        return of(RankCorrelation.MOST_LABELS, points);
    }

    private static RankCorrelation of(double[] labels, double[] scores) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            points.add(new Point(labels[i], scores[i], 1));
        }
        return of(points);
    }

    @Test
    void ranksWithoutTies() {
        RankCorrelation swapped = of(new double[] {1, 2, 3, 4, 5}, new double[] {10, 20, 30, 50, 40});

        // 1 − 6 Σd²/(n(n²−1)), Σd² = 2; nine pairs agree and one does not.
        assertThat(swapped.spearman()).isEqualTo(0.9);
        assertThat(swapped.kendall()).isEqualTo(0.8);
        RankCorrelation reversed = of(new double[] {1, 2, 3}, new double[] {9, -1, -100});
        assertThat(reversed.spearman()).isEqualTo(-1);
        assertThat(reversed.kendall()).isEqualTo(-1);
    }

    /** Ranks 1½, 1½, 3, 4 and 1, 2½, 2½, 4: 3.75/4.5. Four pairs agree, one is tied in either: 4/5. */
    @Test
    void tiesHaveTheirAverageRank() {
        RankCorrelation tied = of(new double[] {1, 1, 2, 3}, new double[] {1, 2, 2, 3});

        assertThat(tied.spearman()).isCloseTo(3.75 / 4.5, within(1e-15));
        assertThat(tied.kendall()).isEqualTo(0.8);
        assertThat(tied.rows()).isEqualTo(4);
    }

    @Test
    void whatDoesNotVaryHasNoCorrelation() {
        assertThat(of(new double[] {1, 1}, new double[] {1, 2}).spearman()).isNaN();
        assertThat(of(new double[] {1, 2}, new double[] {1, 1}).kendall()).isNaN();
        assertThat(of(List.of()).spearman()).isNaN();
        assertThat(of(List.of()).kendall()).isNaN();
    }

    @Test
    void moreDistinctLabelsThanAreHeldHaveNoValue() {
        List<Point> points = List.of(new Point(1, 1, 1), new Point(2, 2, 1), new Point(2, 3, 1), new Point(3, 4, 1));

        assertThat(of(3, points).spearman()).isPositive();
        assertThat(of(2, points).spearman()).isNaN();
        assertThat(of(2, points).kendall()).isNaN();
        assertThat(of(2, points).rows()).isEqualTo(4);
    }

    private static List<Point> random(Random random, boolean whole) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int label = random.nextInt(12);
            double weight = whole ? 1 + random.nextInt(3) : 0.01 + random.nextDouble();
            points.add(new Point(label, label / 3 + random.nextInt(5), weight));
        }
        return points;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35})
    void theyAreWhatAllPairsSay(long seed) {
        List<Point> points = random(new Random(seed), false);
        double agreeing = 0;
        double labels = 0;
        double scores = 0;
        for (Point one : points) {
            for (Point other : points) {
                double weight = one.weight() * other.weight();
                double label = Math.signum(one.label() - other.label());
                double score = Math.signum(one.score() - other.score());
                agreeing += weight * label * score;
                labels += weight * label * label;
                scores += weight * score * score;
            }
        }
        // A rank is, but for a constant, half of the weight below less half of that above.
        double product = 0;
        double labelSquares = 0;
        double scoreSquares = 0;
        for (Point one : points) {
            double label = 0;
            double score = 0;
            for (Point other : points) {
                label += other.weight() * Math.signum(one.label() - other.label());
                score += other.weight() * Math.signum(one.score() - other.score());
            }
            product += one.weight() * label * score;
            labelSquares += one.weight() * label * label;
            scoreSquares += one.weight() * score * score;
        }
        RankCorrelation correlation = of(points);
        assertThat(correlation.kendall()).isCloseTo(agreeing / Math.sqrt(labels * scores), within(1e-13));
        assertThat(correlation.spearman()).isCloseTo(product / Math.sqrt(labelSquares * scoreSquares), within(1e-13));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43})
    void aWholeWeightCountsLikeSoManyRowsAndItsUnitDoesNot(long seed) {
        List<Point> points = random(new Random(seed), true);
        List<Point> repeated = new ArrayList<>();
        List<Point> huge = new ArrayList<>();
        for (Point point : points) {
            for (int i = 0; i < point.weight(); i++) {
                repeated.add(new Point(point.label(), point.score(), 1));
            }
            huge.add(new Point(point.label(), point.score(), Math.scalb(point.weight(), 330)));
        }
        assertThat(of(points).spearman()).isEqualTo(of(repeated).spearman()).isEqualTo(of(huge).spearman());
        assertThat(of(points).kendall()).isEqualTo(of(repeated).kendall()).isEqualTo(of(huge).kendall());
    }
}
