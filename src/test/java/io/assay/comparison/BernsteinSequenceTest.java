package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.DifferenceSums;
import io.assay.cost.Interval;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds of bounded losses: the formula row by row, and the laws that follow from what they say. */
class BernsteinSequenceTest {

    private static final double RANGE = 4;
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", "b");

    /** Differences of some run dates, of losses between 0 and 4. */
    private static List<double[]> differences(Random random, int dates, double shift) {
        List<double[]> all = new ArrayList<>();
        for (int date = 0; date < dates; date++) {
            double[] ofDate = new double[1 + random.nextInt(80)];
            for (int i = 0; i < ofDate.length; i++) {
                ofDate[i] = Math.max(-RANGE, Math.min(RANGE, shift + random.nextGaussian()));
            }
            all.add(ofDate);
        }
        return all;
    }

    private static DifferenceSums sums(double[] differences, double factor) {
        PairTally tally = new PairTally();
        for (double difference : differences) {
            // The exact sums of candidate and baseline give back that of the differences.
            tally.addPair(Math.max(0, factor * difference), Math.max(0, -factor * difference), 1);
        }
        return DifferenceSums.of(tally);
    }

    private static BernsteinSequence sequence(List<double[]> dates, double alpha, double factor) {
        return new BernsteinSequence(
                RANGE * Math.abs(factor),
                alpha,
                dates.stream().map(date -> sums(date, factor)).toList());
    }

    /** The published formula on x in [0, 1], row by row. */
    private static Interval byRows(List<double[]> dates, double alpha) {
        double stake = Math.log(1 / alpha);
        double a = 0;
        double b = 0;
        double c = 0;
        Interval interval = new Interval(0, 1);
        List<Double> earlier = new ArrayList<>();
        for (double[] date : dates) {
            double mean = earlier.stream().mapToDouble(x -> x).average().orElse(0.5);
            double squares =
                    earlier.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
            double centre = (0.5 + earlier.stream().mapToDouble(x -> x).sum()) / (earlier.size() + 1);
            double variance = (0.25 + squares) / (earlier.size() + 1);
            double t = earlier.size() + date.length;
            double bet = Math.min(0.5, Math.sqrt(2 * stake / (variance * t * Math.log(1 + t))));
            for (double difference : date) {
                double x = (difference / RANGE + 1) / 2;
                a += bet;
                b += bet * x;
                c += (-Math.log(1 - bet) - bet) * (x - centre) * (x - centre);
                earlier.add(x);
            }
            interval = new Interval(
                    Math.max(interval.lower(), (b - c - stake) / a), Math.min(interval.upper(), (b + c + stake) / a));
        }
        return new Interval(RANGE * (2 * interval.lower() - 1), RANGE * (2 * interval.upper() - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void boundsAreThoseOfTheFormulaRowByRow(int seed) {
        Random random = new Random(seed);
        List<double[]> dates = differences(random, 12, 0.3);
        BernsteinSequence sequence = sequence(dates, 0.02, 1);
        Interval expected = byRows(dates, 0.02);
        assertThat(sequence.lower(0.02)).isCloseTo(expected.lower(), within(1e-12));
        assertThat(sequence.upper(0.02)).isCloseTo(expected.upper(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void orderAndScaleAndWhichVersionComesFirstDoNotMatter(int seed) {
        Random random = new Random(seed);
        List<double[]> dates = differences(random, 8, 0.2);
        BernsteinSequence sequence = sequence(dates, 0.05, 1);
        List<double[]> shuffled = new ArrayList<>();
        for (double[] date : dates) {
            List<Double> rows = new ArrayList<>();
            for (double difference : date) {
                rows.add(difference);
            }
            Collections.shuffle(rows, random);
            shuffled.add(rows.stream().mapToDouble(x -> x).toArray());
        }
        assertThat(sequence(shuffled, 0.05, 1).lower(0.05)).isEqualTo(sequence.lower(0.05));
        assertThat(sequence(dates, 0.05, -1).lower(0.05)).isEqualTo(-sequence.upper(0.05));
        assertThat(sequence(dates, 0.05, 8).upper(0.05)).isEqualTo(8 * sequence.upper(0.05));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aPValueIsTheErrorAtWhichTheBoundIsThere(int seed) {
        List<double[]> dates = differences(new Random(seed), 20, 0.5);
        BernsteinEvidence evidence = new BernsteinEvidence(sequence(dates, 0.05, 1), "", "");
        for (double limit : List.of(-0.5, 0.0, 0.2, 0.4)) {
            double p = evidence.atMost(limit);
            if (p < 1) {
                assertThat(evidence.lower(p)).isCloseTo(limit, within(1e-9));
            }
            assertThat(evidence.lower(0.05) > limit).isEqualTo(p < 0.05);
            assertThat(evidence.upper(0.05) < limit + 1).isEqualTo(evidence.atLeast(limit + 1) < 0.05);
        }
        assertThat(evidence.pValue()).isEqualTo(Math.min(1, 2 * Math.min(evidence.atMost(0), evidence.atLeast(0))));
    }

    @Test
    void anotherLookNeverWidensAndAnEmptyDateIsNoLook() {
        List<double[]> dates = differences(new Random(9), 15, 0.1);
        double width = Double.POSITIVE_INFINITY;
        for (int look = 1; look <= dates.size(); look++) {
            BernsteinSequence sequence = sequence(dates.subList(0, look), 0.05, 1);
            double now = sequence.upper(0.05) - sequence.lower(0.05);
            assertThat(now).isLessThanOrEqualTo(width).isLessThanOrEqualTo(2 * RANGE);
            width = now;
        }
        List<double[]> withGap = new ArrayList<>(dates);
        withGap.add(3, new double[0]);
        BernsteinSequence sequence = sequence(withGap, 0.05, 1);
        assertThat(sequence.looks()).isEqualTo(dates.size());
        assertThat(sequence.upper(0.05)).isEqualTo(sequence(dates, 0.05, 1).upper(0.05));
    }

    /** The share of equal candidates that pass after so many rows of differences of 1 and −1, in run dates of 100. */
    private static double passing(double rows, double margin, Random random) {
        int passed = 0;
        for (int repetition = 0; repetition < 200; repetition++) {
            List<DifferenceSums> dates = new ArrayList<>();
            for (int i = 0; i < rows / 100; i++) {
                double[] date = new double[100];
                for (int j = 0; j < date.length; j++) {
                    date[j] = random.nextBoolean() ? 1 : -1;
                }
                dates.add(sums(date, 1));
            }
            passed += new BernsteinSequence(RANGE, 0.05, dates).upper(0.05) < margin ? 1 : 0;
        }
        return passed / 200.0;
    }

    /** At any look until then, which is more likely than at the last one. */
    @Test
    void withTheRowsNeededAnEqualCandidatePassesAndWithAThirdOfThemItMostlyDoesNot() {
        Random random = new Random(11);
        double margin = 0.4;
        double needed = BernsteinSequence.pairsNeeded(RANGE, 0.05, 1, margin, 100, 0.8416212335729143);
        assertThat(passing(needed, margin, random)).isGreaterThan(0.8);
        assertThat(passing(needed / 3, margin, random)).isLessThan(0.5);
    }

    private static Looks looks(List<DifferenceSums> dates, Map<BoundedLooks.Value, Double> outside) {
        return new Looks(
                Collections.nCopies(dates.size(), "2026-01-01"),
                Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, 1)),
                Map.of(),
                ErrorBudget.WHOLE,
                new BoundedLooks(
                        Map.of("loss", new Interval(0, RANGE)),
                        Map.of(new BoundedLooks.Place(Cell.ALL, "loss", "a", "b"), dates),
                        outside));
    }

    private static Comparison line(List<double[]> dates, Map<BoundedLooks.Value, Double> outside) {
        PairTally all = new PairTally();
        for (double[] date : dates) {
            for (double difference : date) {
                all.addPair(Math.max(0, difference), Math.max(0, -difference), 1);
            }
        }
        Looks looks = looks(dates.stream().map(date -> sums(date, 1)).toList(), outside);
        ComparisonSettings settings = ComparisonSettings.DEFAULT.withMargin(Margin.absolute(0.5));
        return new Comparer(settings.with(looks)).paired(KEY, all, Units.ROWS);
    }

    @Test
    void aLineHasTheseBoundsAndNeedsNoBurnIn() {
        List<double[]> few = List.of(new double[] {1, -1, 0.5}, new double[] {0.25});
        Comparison line = line(few, Map.of());
        assertThat(line.intervalMethod()).isEqualTo("empirical Bernstein, always valid, 2 looks since 2026-01-01");
        assertThat(line.upper()).isEqualTo(sequence(few, 0.05, 1).upper(0.05));
        assertThat(line.shortfall()).isEmpty();
        assertThat(line.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(line.rowsNeeded()).isGreaterThan(100);
    }

    @Test
    void whatIsNotGuaranteedIsSaid() {
        List<double[]> dates = differences(new Random(2), 10, 0);
        Comparison outside = line(dates, Map.of(new BoundedLooks.Value(Cell.ALL, "loss", "b"), 4.5));
        assertThat(outside.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(outside.shortfall())
                .isEqualTo(
                        "loss of b has a value of 4.5, outside of its bounds 0 and 4, so that nothing is guaranteed");
        // The candidate is worse by 2 for long, and then better by 3.
        List<double[]> changed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double[] date = new double[100];
            for (int j = 0; j < date.length; j++) {
                date[j] = (i < 20 ? 2 : -3) + (j % 2 == 0 ? 0.5 : -0.5);
            }
            changed.add(date);
        }
        assertThat(line(changed, Map.of()).shortfall()).contains("the difference has changed");
        PairTally weighted = new PairTally();
        weighted.addPair(1, 0, 2);
        assertThatThrownBy(() -> DifferenceSums.of(weighted)).isInstanceOf(IllegalArgumentException.class);
    }
}
