package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.LogHistogram;
import io.assay.cost.PairTallies;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Medians of differences from counts, held against the sorted differences. */
class MedianComparerTest {

    private static final double ALPHA = 0.05;
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEDIAN_DIFFERENCE, Direction.LOWER, "baseline", "candidate");

    private static MiddleComparer comparer(double margin) {
        return new MiddleComparer(new ComparisonSettings(ALPHA, Margin.absolute(margin), 30), Optional.empty());
    }

    private static PairTallies tallies() {
        PairTallies tallies = new PairTallies(2, false);
        tallies.keepHistograms(new int[] {1});
        return tallies;
    }

    private static void add(PairTallies tallies, double[] pair, int... places) {
        tallies.begin();
        tallies.set(0, 1, 2, 1, 1, pair[2]);
        tallies.set(1, pair[0], pair[1], 1, 1, pair[2]);
        for (int place : places) {
            tallies.add(place);
        }
    }

    /** Candidate's loss, baseline's loss, weight; heavy tails on both sides, equal pairs among them. */
    private static List<double[]> pairs(int n, Random random) {
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double baseline = Math.exp(3 * random.nextGaussian());
            double candidate =
                    switch (random.nextInt(4)) {
                        case 0 -> baseline;
                        case 1 -> Math.exp(3 * random.nextGaussian());
                        default -> baseline * (1 + random.nextGaussian());
                    };
            pairs.add(new double[] {candidate, baseline, random.nextInt(9) == 0 ? 0 : 1 + random.nextInt(2)});
        }
        return pairs;
    }

    private static double[] sortedDifferences(List<double[]> pairs) {
        return pairs.stream()
                .filter(pair -> pair[2] > 0)
                .mapToDouble(pair -> pair[0] - pair[1])
                .sorted()
                .toArray();
    }

    private static PairTally tally(List<double[]> pairs) {
        PairTallies tallies = tallies();
        pairs.forEach(pair -> add(tallies, pair, 0));
        return tallies.tally(0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 500, 20_000})
    void theIntervalHoldsThatOfTheSortedDifferencesAndIsLittleWider(int n) {
        List<double[]> pairs = pairs(n, new Random(n));
        double[] sorted = sortedDifferences(pairs);
        Comparison found = comparer(0.1).paired(KEY, tally(pairs), Units.ROWS);

        BinomialDistribution coin = BinomialDistribution.of(sorted.length, 0.5);
        double lower = sorted[coin.inverseCumulativeProbability(ALPHA) - 1];
        double upper = sorted[coin.inverseSurvivalProbability(ALPHA)];
        double step = 2 * LogHistogram.RELATIVE_ERROR;
        assertThat(found.lower()).isBetween(lower - step * Math.abs(lower), lower);
        assertThat(found.upper()).isBetween(upper, upper + step * Math.abs(upper));
        double middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        assertThat(found.difference()).isCloseTo(middle, within(step * Math.abs(middle)));
        assertThat(found.aggregate()).isEqualTo("median_difference");

        int above = (int) Arrays.stream(sorted).filter(d -> d > 0).count();
        int below = (int) Arrays.stream(sorted).filter(d -> d < 0).count();
        double either = 2 * Math.min(coin.survivalProbability(above - 1), coin.survivalProbability(below - 1));
        assertThat(found.pValue()).isCloseTo(Math.min(1, either), within(1e-12));
        int beyond = (int) Arrays.stream(sorted).filter(d -> d > 0.1).count();
        assertThat(found.harmPValue()).isBetween(coin.survivalProbability(beyond - 1), 1.0);
    }

    @Test
    void theSamePairsGiveTheSameBytesInAnyOrderAndParts() throws IOException {
        Random random = new Random(11);
        List<double[]> pairs = pairs(700, random);
        byte[] expected = tally(pairs).toBytes();
        for (int run = 0; run < 20; run++) {
            Collections.shuffle(pairs, random);
            PairTallies parts = tallies();
            pairs.forEach(pair -> add(parts, pair, random.nextInt(3)));
            PairTallies together = tallies();
            for (int part = 0; part < 3; part++) {
                together.addPlace(5, parts, part);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            together.writeTo(new DataOutputStream(bytes), 5);
            PairTallies read = tallies();
            read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 2);
            assertThat(read.tally(2, 1).toBytes()).isEqualTo(expected);
            assertThat(PairTally.fromBytes(expected).toBytes()).isEqualTo(expected);
        }
        assertThat(tally(pairs).histograms()).isPresent();
        PairTallies others = tallies();
        add(others, pairs.get(0), 0);
        assertThat(others.tally(0, 0).histograms())
                .as("of a loss that is compared otherwise")
                .isEmpty();
    }

    @Test
    void swappedVersionsSwapTheInterval() {
        List<double[]> pairs = pairs(300, new Random(5));
        Comparison one = comparer(0.1).paired(KEY, tally(pairs), Units.ROWS);
        pairs.replaceAll(pair -> new double[] {pair[1], pair[0], pair[2]});
        Comparison other = comparer(0.1).paired(KEY, tally(pairs), Units.ROWS);
        assertThat(other.difference()).isEqualTo(-one.difference());
        assertThat(other.lower()).isEqualTo(-one.upper());
        assertThat(other.upper()).isEqualTo(-one.lower());
        assertThat(other.pValue()).isEqualTo(one.pValue());
    }

    @Test
    void oneHugeLossMovesNothing() {
        List<double[]> pairs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            pairs.add(new double[] {1 + (i % 7) / 100.0, 1, 1});
        }
        Comparison before = comparer(0.5).paired(KEY, tally(pairs), Units.ROWS);
        pairs.set(6, new double[] {1e12, 1, 1});
        Comparison after = comparer(0.5).paired(KEY, tally(pairs), Units.ROWS);
        assertThat(after.difference()).isEqualTo(before.difference());
        assertThat(after.lower()).isEqualTo(before.lower());
        assertThat(after.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void whatHasNoIntervalSaysWhy() {
        List<double[]> pairs = pairs(300, new Random(5));
        Comparison clusters = comparer(0.1).paired(KEY, tally(pairs), Units.CLUSTERS);
        assertThat(clusters.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(clusters.intervalMethod()).isEqualTo("none: rows of clusters are not independent");
        assertThat(clusters.lower()).isNaN();
        Comparison few = comparer(0.1).paired(KEY, tally(pairs.subList(0, 3)), Units.ROWS);
        assertThat(few.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(few.intervalMethod()).isEqualTo("none: too few rows for an interval");
        Comparison nothing = comparer(0.1).paired(KEY, new PairTally(), Units.ROWS);
        assertThat(nothing.finding()).isEqualTo(Finding.NOT_COMPARABLE);
        PairTallies ofAUser = new PairTallies(2, true);
        ofAUser.keepHistograms(new int[] {1});
        for (double candidate : new double[] {2, 2, -1}) {
            add(ofAUser, new double[] {candidate, 1, 1}, 0);
        }
        ofAUser.endUnit();
        assertThat(ofAUser.tally(0, 1).differingUnits()).isZero();
        Comparison evened = comparer(0.1).paired(KEY, ofAUser.tally(0, 1), Units.CLUSTERS);
        assertThat(evened.difference()).isCloseTo(1, within(LogHistogram.RELATIVE_ERROR));
        assertThat(evened.finding()).isEqualTo(Finding.UNRELIABLE);
        pairs.replaceAll(pair -> new double[] {pair[0], pair[0], 1});
        Comparison same = comparer(0).paired(KEY, tally(pairs), Units.ROWS);
        assertThat(same.finding()).isEqualTo(Finding.EQUIVALENT);
        assertThat(same.difference()).isZero();
    }

    /** Of values beyond what can be counted exactly: the normal distribution joins on where the exact one ends. */
    @Test
    void ranksOfVeryManyValuesAreThoseOfTheNormalDistribution() {
        SignTest exact = new SignTest(Integer.MAX_VALUE);
        SignTest normal = new SignTest(Integer.MAX_VALUE + 1L);
        assertThat(normal.lowerRank(ALPHA)).isBetween(exact.lowerRank(ALPHA) - 2, exact.lowerRank(ALPHA) + 2);
        assertThat(normal.upperRank(ALPHA)).isBetween(exact.upperRank(ALPHA) - 2, exact.upperRank(ALPHA) + 2);
        long beyond = Integer.MAX_VALUE / 2 + 40_000L;
        assertThat(normal.pValue(beyond)).isCloseTo(exact.pValue(beyond), within(1e-4));
    }
}
