package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the intervals of areas in bins hold the true area, and those of differences the true difference. */
class BinnedCoverageTest {

    private static final long SEED = 39;
    private static final int RUNS = 400;

    /** Of normal scores whose classes are one standard deviation apart: Φ(1/√2). */
    private static final double TRUTH = 0.7602499389065233;

    private static final ScoreEdges EDGES =
            ScoreEdges.of(IntStream.range(-256, 256).mapToObj(i -> i / 64.0).toList());

    @Test
    void areasAndDifferencesAreCovered() {
        Random random = new Random(SEED);
        BinnedArea area = new BinnedArea();
        int ofArea = 0;
        int ofDifference = 0;
        for (int run = 0; run < RUNS; run++) {
            BinTally one = new BinTally(EDGES);
            BinPairTally both = new BinPairTally(EDGES);
            for (int i = 0; i < 200; i++) {
                int label = i % 3 == 0 ? 1 : 0;
                double shared = random.nextGaussian() * Math.sqrt(0.5);
                BinPairTally.Say ours =
                        new BinPairTally.Say(label, label + shared + random.nextGaussian() * Math.sqrt(0.5));
                BinPairTally.Say theirs =
                        new BinPairTally.Say(label, label + shared + random.nextGaussian() * Math.sqrt(0.5));
                one.addRow(label, ours.score(), 1);
                one.addUnit(1, 1 << label);
                both.addRow(ours, theirs, 1);
                both.addUnitRow(ours, theirs, 1);
            }
            Interval interval = area.of(one).interval();
            ofArea += interval.lower() <= TRUTH && TRUTH <= interval.upper() ? 1 : 0;
            MetricDifference pair = area.of(both);
            double half = 1.959963984540054 * pair.estimate().standardError()
                    + pair.spread().bound();
            ofDifference += Math.abs(pair.estimate().difference()) <= half ? 1 : 0;
        }
        // 0.95 give or take three standard errors of 400 runs; being wider by the bound covers a little more.
        for (double covered : List.of(ofArea / (double) RUNS, ofDifference / (double) RUNS)) {
            assertThat(covered).as("seed %d", SEED).isBetween(0.917, 0.99);
        }
    }

    /** Clusters of five rows that share their noise: as many intervals as should hold the difference of 0 by buckets. */
    @Test
    void differencesOfClustersAreCovered() {
        Random random = new Random(SEED);
        BinnedArea area = new BinnedArea();
        int covered = 0;
        int coveredAsRows = 0;
        for (int run = 0; run < RUNS; run++) {
            BinPairTally clusters = new BinPairTally(EDGES);
            BinPairTally rows = new BinPairTally(EDGES);
            for (int unit = 0; unit < 120; unit++) {
                double candidate = random.nextGaussian();
                double baseline = random.nextGaussian();
                int labels = 0;
                for (int i = 0; i < 5; i++) {
                    int label = random.nextInt(2);
                    BinPairTally.Say ours = new BinPairTally.Say(label, label + candidate + random.nextGaussian() / 4);
                    BinPairTally.Say theirs = new BinPairTally.Say(label, label + baseline + random.nextGaussian() / 4);
                    clusters.addRow(ours, theirs, 1);
                    clusters.addToBucket(Buckets.of("unit " + unit), ours, theirs, 1);
                    rows.addRow(ours, theirs, 1);
                    rows.addUnitRow(ours, theirs, 1);
                    labels |= BinPairTally.labels(ours, theirs);
                }
                clusters.addUnit(5, labels, true);
            }
            covered += covers(area.of(clusters)) ? 1 : 0;
            coveredAsRows += covers(area.of(rows)) ? 1 : 0;
        }
        assertThat(covered / (double) RUNS).as("seed %d", SEED).isBetween(0.91, 0.99);
        assertThat(coveredAsRows).as("rows are not independent").isNotEqualTo(covered);
    }

    private static boolean covers(MetricDifference pair) {
        double half = StudentT.upperPoint(0.025, pair.spread().degreesOfFreedom())
                        * pair.estimate().standardError()
                + pair.spread().bound();
        return Math.abs(pair.estimate().difference()) <= half;
    }
}
