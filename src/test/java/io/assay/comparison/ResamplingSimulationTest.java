package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.Bootstrap;
import io.assay.cost.Buckets;
import io.assay.cost.DifferencesByBucket;
import io.assay.cost.TrimmedMean;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * How often the intervals of middles of differences hold the truth, by drawn data; repeated as {@link SimulationTest} is. The
 * truth is 0 by symmetry, whatever the tails.
 */
class ResamplingSimulationTest {

    private static final Repetitions SIMULATION = new Repetitions();
    private static final Middle MEDIAN = Middle.of(Aggregate.MEDIAN_DIFFERENCE);
    private static final Middle TRIMMED = Middle.of(Aggregate.parse("trimmed_mean_difference(0.1)"));

    @AfterAll
    static void print() {
        System.out.println(SIMULATION.table());
    }

    private static double heavy(Random random) {
        return random.nextGaussian() / Math.sqrt(0.1 + random.nextDouble());
    }

    /** Clusters of up to 28 rows that have half of their variance in common. */
    private static DifferencesByBucket clusters(Random random, int clusters) {
        DifferencesByBucket differences = new DifferencesByBucket();
        int run = random.nextInt();
        for (int cluster = 0; cluster < clusters; cluster++) {
            double common = heavy(random);
            int bucket = Buckets.of("cluster " + run + " " + cluster);
            for (int row = 1 + random.nextInt(28); row > 0; row--) {
                differences.add(bucket, common + heavy(random));
            }
        }
        return differences;
    }

    private static double holds(Evidence evidence) {
        return evidence.lower(0.025) <= 0 && 0 <= evidence.upper(0.025) ? 1 : 0;
    }

    private static double drawn(Middle middle, Random random, int clusters) {
        return holds(BootstrapEvidence.of(
                middle, clusters(random, clusters), new Bootstrap(1_000, random.nextInt(1 << 30)), 0.025));
    }

    private static double coverage(String scenario, Middle middle, int clusters) {
        return SIMULATION.mean(scenario, "0.94 to 0.96", 1 + clusters / 100, random -> drawn(middle, random, clusters));
    }

    @Test
    void bucketsOfClustersThatAreDrawnHoldTheTruth() {
        double median = coverage("95 % coverage, median, 300 clusters drawn in 64 buckets", MEDIAN, 300);
        double trimmed = coverage("95 % coverage, trimmed mean, 300 clusters drawn in 64 buckets", TRIMMED, 300);
        double fewMedian = coverage("95 % coverage, median, 40 clusters drawn in 64 buckets", MEDIAN, 40);
        double few = coverage("95 % coverage, trimmed mean, 40 clusters drawn in 64 buckets", TRIMMED, 40);
        assertThat(median).isCloseTo(0.95, within(SIMULATION.nearNinetyFive(4)));
        assertThat(trimmed).isCloseTo(0.95, within(SIMULATION.nearNinetyFive(4)));
        assertThat(fewMedian).isCloseTo(0.95, within(0.015 + SIMULATION.nearNinetyFive(1)));
        assertThat(few).isCloseTo(0.95, within(0.015 + SIMULATION.nearNinetyFive(1)));
    }

    @Test
    void trimmedMeansOfIndependentRowsHoldTheTruthWhateverTheTails() {
        double rows = SIMULATION.mean(
                "95 % coverage, trimmed mean, 100 heavy-tailed rows",
                "0.95", 1, random -> {
                    double[] sorted =
                            random.doubles(100).map(u -> heavy(random)).sorted().toArray();
                    return holds(new TrimmedEvidence(TrimmedMean.ofSorted(0.1, sorted), ""));
                });
        double clustered = SIMULATION.mean(
                "95 % coverage, trimmed mean, 300 clusters whose rows are taken as independent",
                "0.5", 3, random -> {
                    TrimmedMean mean =
                            new TrimmedMean(0.1, clusters(random, 300).all().runs());
                    return holds(new TrimmedEvidence(mean, ""));
                });
        assertThat(rows).isCloseTo(0.95, within(SIMULATION.nearNinetyFive(1)));
        assertThat(clustered).isLessThan(0.8);
    }

    @Test
    void standardErrorsOfReplicatesAreThoseOfTheDraws() {
        int repetitions = Math.max(200, SIMULATION.number(1));
        double[] values = new double[repetitions];
        double errors = 0;
        Random random = new Random(Repetitions.SEED);
        for (int i = 0; i < repetitions; i++) {
            DifferencesByBucket differences = clusters(random, 100);
            values[i] = new TrimmedMean(0.1, differences.all().runs()).value();
            BootstrapEvidence evidence = (BootstrapEvidence)
                    BootstrapEvidence.of(TRIMMED, differences, new Bootstrap(200, random.nextInt(1 << 30)), 0.05);
            errors += evidence.standardError() / repetitions;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double spread = Math.sqrt(
                Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (repetitions - 1));
        SIMULATION.found("standard error over spread, trimmed mean, 100 clusters", "1.0", errors / spread, repetitions);
        assertThat(errors / spread).isCloseTo(1, within(0.2));
    }
}
