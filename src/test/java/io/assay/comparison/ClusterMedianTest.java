package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.Buckets;
import io.assay.cost.ClusterDifferences;
import io.assay.cost.LogHistogram;
import io.assay.cost.PairTallies;
import io.assay.cost.PairTally;
import io.assay.cost.Signs;
import io.assay.cost.StudentT;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Medians of differences of rows that belong to clusters: laws, and coverage where rows of a cluster hang together. */
class ClusterMedianTest {

    private static final double ALPHA = 0.05;
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEDIAN_DIFFERENCE, Direction.LOWER, "baseline", "candidate");
    private static final MiddleComparer COMPARER =
            new MiddleComparer(new ComparisonSettings(ALPHA, Margin.absolute(0.1), 30), Optional.empty());

    /** The losses of a pair of rows of a cluster. */
    private record Pair(String cluster, double candidate, double baseline) {}

    private static PairTallies tallies() {
        PairTallies tallies = new PairTallies(1, true);
        tallies.keepHistograms(new int[] {0});
        return tallies;
    }

    /** Adds pairs to a place; those of a cluster must stand side by side. */
    private static PairTallies add(PairTallies to, List<Pair> pairs, int place) {
        String open = "";
        for (Pair pair : pairs) {
            if (!open.equals(pair.cluster())) {
                to.endUnit();
            }
            open = pair.cluster();
            to.begin();
            to.inBucket(Buckets.of(pair.cluster()));
            to.set(0, pair.candidate(), pair.baseline(), 1, 1, 1);
            to.add(place);
        }
        to.endUnit();
        return to;
    }

    private static PairTally tally(List<Pair> pairs) {
        return add(tallies(), pairs, 0).tally(0, 0);
    }

    private static Comparison compared(List<Pair> pairs) {
        return COMPARER.paired(KEY, tally(pairs), Units.CLUSTERS);
    }

    private static ClusterDifferences differences(List<Pair> pairs) {
        return tally(pairs).histograms().orElseThrow().clusters().orElseThrow();
    }

    /** Clusters of one to so many rows, of which the larger part of the variance is common. */
    private static List<Pair> pairs(Random random, int clusters, int mostRows, double shift) {
        List<Pair> pairs = new ArrayList<>();
        for (int cluster = 0; cluster < clusters; cluster++) {
            String name = random.nextInt() + " " + cluster;
            double common = 0.9 * random.nextGaussian();
            for (int row = random.nextInt(mostRows); row >= 0; row--) {
                double difference = shift + common + 0.4 * random.nextGaussian();
                pairs.add(new Pair(name, 5 + difference, 5));
            }
        }
        return pairs;
    }

    /** Of a row in each cluster and a cluster in each bucket it is the sign test, but for a factor and Student's t. */
    @Test
    void withARowInEachBucketItIsTheSignTest() {
        List<Pair> pairs = new ArrayList<>();
        int number = 0;
        for (int bucket = 0; bucket < Buckets.MOST; bucket++) {
            while (Buckets.of("c" + number) != bucket) {
                number++;
            }
            pairs.add(new Pair("c" + number, bucket < 40 ? 2 : 1, 1.5));
        }
        Signs signs = differences(pairs).above(0);
        assertThat(signs.surplus()).isEqualTo(40 - 24);
        assertThat(signs.effective()).isCloseTo(64, within(1e-12));
        double z = (40 - 24) / 8.0;
        assertThat(signs.statistic()).isCloseTo(z * Math.sqrt(63 / 64.0), within(1e-12));
        // That of a share of 40 of 64: p(1 − p)/n, with the factor for 64 units.
        assertThat(signs.variance()).isCloseTo(0.625 * 0.375 / 64 * 64 / 63, within(1e-12));
        double p = StudentT.upperTail(signs.statistic(), 63);
        assertThat(new ClusterMedianEvidence(differences(pairs), "").atMost(0)).isEqualTo(p);
    }

    /** One-sided p-value of so many rows on or above an edge, from the rows themselves. */
    private static double pValue(List<Pair> pairs, double edge) {
        double[] surplus = new double[Buckets.MOST];
        boolean[] filled = new boolean[Buckets.MOST];
        for (Pair pair : pairs) {
            int bucket = Buckets.of(pair.cluster());
            filled[bucket] = true;
            surplus[bucket] += pair.candidate() - pair.baseline() >= edge ? 1 : -1;
        }
        double sum = 0;
        double squares = 0;
        int number = 0;
        for (int i = 0; i < surplus.length; i++) {
            sum += surplus[i];
            squares += surplus[i] * surplus[i];
            number += filled[i] ? 1 : 0;
        }
        return StudentT.upperTail(sum / Math.sqrt(squares * number / (number - 1)), number - 1);
    }

    @Test
    void boundsAreThoseOfASearchFromRowToRow() {
        for (int seed = 0; seed < 20; seed++) {
            List<Pair> pairs = pairs(new Random(seed), 80, 6, 0.3);
            LogHistogram counts = tally(pairs).histograms().orElseThrow().differences();
            double lower = Double.NEGATIVE_INFINITY;
            for (int rank = 0; rank < pairs.size(); rank++) {
                double edge = counts.bucket(rank).lower();
                if (pValue(pairs, edge) > ALPHA) {
                    break;
                }
                lower = edge;
            }
            ClusterMedianEvidence evidence = new ClusterMedianEvidence(differences(pairs), "");
            assertThat(evidence.lower(ALPHA)).as("seed %d", seed).isEqualTo(lower);
            assertThat(lower).isFinite();
            // A margin that the bound is beyond is refuted by the p-value too.
            assertThat(evidence.atMost(Math.nextDown(lower)))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(ALPHA);
        }
    }

    @Test
    void theSamePairsGiveTheSameBytesInAnyOrderAndParts() throws IOException {
        Random random = new Random(3);
        List<Pair> pairs = pairs(random, 150, 5, 0.1);
        byte[] expected = tally(pairs).toBytes();
        assertThat(PairTally.fromBytes(expected).toBytes()).isEqualTo(expected);
        List<String> clusters =
                new ArrayList<>(pairs.stream().map(Pair::cluster).distinct().toList());
        for (int run = 0; run < 20; run++) {
            Collections.shuffle(clusters, random);
            PairTallies parts = tallies();
            PairTally added = new PairTally();
            for (String cluster : clusters) {
                List<Pair> own = new ArrayList<>(pairs.stream()
                        .filter(pair -> pair.cluster().equals(cluster))
                        .toList());
                Collections.shuffle(own, random);
                add(parts, own, random.nextInt(3));
                added.add(tally(own));
            }
            assertThat(added.toBytes()).isEqualTo(expected);
            PairTallies together = tallies();
            for (int part = 0; part < 3; part++) {
                together.addPlace(7, parts, part);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            together.writeTo(new DataOutputStream(bytes), 7);
            PairTallies read = tallies();
            read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 0);
            assertThat(read.tally(0, 0).toBytes()).isEqualTo(expected);
        }
    }

    @Test
    void swappedVersionsSwapTheIntervalAndRowsThatComeTwiceTellNoMore() {
        List<Pair> pairs = pairs(new Random(4), 100, 5, 0.2);
        Comparison one = compared(pairs);
        Comparison other = compared(pairs.stream()
                .map(pair -> new Pair(pair.cluster(), pair.baseline(), pair.candidate()))
                .toList());
        assertThat(one.finding()).isNotEqualTo(Finding.UNRELIABLE);
        assertThat(one.pairing()).isEqualTo("paired by cluster");
        assertThat(one.intervalMethod()).matches("paired signs by 5\\d buckets of clusters, t");
        assertThat(other.difference()).isEqualTo(-one.difference());
        assertThat(other.lower()).isEqualTo(-one.upper());
        assertThat(other.upper()).isEqualTo(-one.lower());
        assertThat(other.pValue()).isEqualTo(one.pValue());
        List<Pair> twice = pairs.stream()
                .flatMap(pair -> IntStream.range(0, 2).mapToObj(i -> pair))
                .toList();
        assertThat(compared(twice).lower()).isEqualTo(one.lower());
        assertThat(compared(twice).upper()).isEqualTo(one.upper());
        assertThat(compared(twice).harmPValue()).isCloseTo(one.harmPValue(), within(1e-12));
    }

    @Test
    void tooFewClustersSayWhy() {
        Comparison single = compared(pairs(new Random(1), 1, 200, 0));
        assertThat(single.intervalMethod()).isEqualTo("none: rows of clusters are not independent");
        Comparison few = compared(pairs(new Random(1), 4, 50, 0));
        assertThat(few.intervalMethod()).isEqualTo("none: too few clusters for an interval");
        assertThat(few.finding()).isEqualTo(Finding.UNRELIABLE);
        Comparison twenty = compared(pairs(new Random(1), 20, 1, 3));
        assertThat(twenty.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(twenty.shortfall()).isEqualTo("20 units, at least 30 needed");
        Comparison enough = compared(pairs(new Random(1), 60, 1, 3));
        assertThat(enough.finding()).isEqualTo(Finding.WORSE_MATERIAL);
    }

    /** One-sided bounds of 5 % err in about 5 of 100 datasets, and those with rows as units some times as often. */
    @Test
    void boundsHoldWhereRowsOfAClusterHangTogether() {
        assertErrors(40, 10);
        assertErrors(100, 10);
        assertErrors(400, 4);
    }

    private static void assertErrors(int clusters, int mostRows) {
        int repetitions = Integer.getInteger("assay.simulation", 600);
        Random random = new Random(clusters);
        double below = 0;
        double above = 0;
        double asRows = 0;
        for (int i = 0; i < repetitions; i++) {
            // Symmetric about 0.01, which so is the median of any row, however large its cluster; buckets there are
            // narrow.
            PairTally tally = tally(pairs(random, clusters, mostRows, 0.01));
            Comparison line = COMPARER.paired(KEY, tally, Units.CLUSTERS);
            below += line.lower() > 0.01 ? 1 : 0;
            above += line.upper() < 0.01 ? 1 : 0;
            Comparison naive = COMPARER.paired(KEY, tally, Units.ROWS);
            asRows += naive.lower() > 0.01 || naive.upper() < 0.01 ? 1 : 0;
        }
        double most = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / repetitions);
        System.out.printf(
                "%d clusters of up to %d rows: %.3f below, %.3f above; rows as units: %.3f%n",
                clusters, mostRows, below / repetitions, above / repetitions, asRows / repetitions);
        assertThat(below / repetitions).as("%d clusters", clusters).isLessThanOrEqualTo(most);
        assertThat(above / repetitions).as("%d clusters", clusters).isLessThanOrEqualTo(most);
        assertThat(asRows).isGreaterThan(2 * (below + above));
    }
}
