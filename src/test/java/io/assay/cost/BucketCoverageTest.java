package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often intervals by leaving out buckets hold the truth, in simulations whose truth is known. */
class BucketCoverageTest {

    private static final int RUNS = 1000;
    private static final double FEWEST = 0.92;
    private static final double MOST = 0.97;

    /** Shares of label and prediction of three classes, of the two sides: labels 0.5, 0.3, 0.2. */
    private static final double[] CANDIDATE = {0.42, 0.05, 0.03, 0.04, 0.23, 0.03, 0.03, 0.03, 0.14};

    private static final double[] BASELINE = {0.40, 0.06, 0.04, 0.06, 0.20, 0.04, 0.04, 0.05, 0.11};

    /** Counts hits of a truth and checks their share. */
    private static final class Coverage {
        private final String what;
        private final double truth;
        private int hits;

        Coverage(String what, double truth) {
            this.what = what;
            this.truth = truth;
        }

        void add(double estimate, double standardError, double degreesOfFreedom) {
            double half = StudentT.upperPoint(0.025, degreesOfFreedom) * standardError;
            hits += Math.abs(estimate - truth) <= half ? 1 : 0;
        }

        void add(MetricDifference difference) {
            add(
                    difference.estimate().difference(),
                    difference.estimate().standardError(),
                    difference.spread().degreesOfFreedom());
        }

        void add(MetricEstimate estimate) {
            add(estimate.value(), estimate.standardError(), estimate.spread().degreesOfFreedom());
        }

        /** For what covers a little too often with few rows: with 50 a bin in 97 of 100. */
        void isAtLeastNominal(long seed) {
            assertThat((double) hits / RUNS)
                    .as("coverage of %s, seed %d", what, seed)
                    .isGreaterThan(FEWEST);
        }

        void isNominal(long seed) {
            double share = (double) hits / RUNS;
            assertThat(share).as("coverage of %s, seed %d", what, seed).isBetween(FEWEST, MOST);
        }
    }

    private static int drawn(Random random, double... shares) {
        double rest = random.nextDouble();
        int i = 0;
        while (i < shares.length - 1 && rest >= shares[i]) {
            rest -= shares[i];
            i++;
        }
        return i;
    }

    /** A prediction for a label, given the table. */
    private static int predicted(Random random, int label, double... table) {
        double row = table[3 * label] + table[3 * label + 1] + table[3 * label + 2];
        return drawn(random, table[3 * label] / row, table[3 * label + 1] / row, table[3 * label + 2] / row);
    }

    /** The rows of a cluster have one label, and each repeats both predictions of the row before with probability 0.7. */
    @ParameterizedTest(name = "{0} clusters of {1}, seed {2}")
    @CsvSource({"100,1,1", "600,1,2", "120,6,3"})
    void metricsOfClassesAreCovered(int clusters, int size, long seed) {
        Random random = new Random(seed);
        Coverage f1 = new Coverage("macro F1", BucketMetricTest.macroF1(CANDIDATE));
        Coverage f1Difference = new Coverage(
                "a difference of macro F1", BucketMetricTest.macroF1(CANDIDATE) - BucketMetricTest.macroF1(BASELINE));
        Coverage kappa = new Coverage("kappa", BucketMetricTest.kappa(CANDIDATE));
        Coverage kappaDifference = new Coverage(
                "a difference of kappa", BucketMetricTest.kappa(CANDIDATE) - BucketMetricTest.kappa(BASELINE));
        for (int run = 0; run < RUNS; run++) {
            BucketTally one = new BucketTally(MetricBasis.CLASSES);
            BucketPairTally both = new BucketPairTally(MetricBasis.CLASSES);
            for (int cluster = 0; cluster < clusters; cluster++) {
                int bucket = Buckets.of(seed + "/" + run + "/" + cluster);
                int label = drawn(random, 0.5, 0.3, 0.2);
                int candidate = predicted(random, label, CANDIDATE);
                int baseline = predicted(random, label, BASELINE);
                for (int i = 0; i < size; i++) {
                    if (i > 0 && random.nextDouble() >= 0.7) {
                        candidate = predicted(random, label, CANDIDATE);
                        baseline = predicted(random, label, BASELINE);
                    }
                    String ours = "" + candidate;
                    String theirs = "" + baseline;
                    one.addRow(bucket, 1, rows -> ((ClassTally) rows).add("" + label, ours, 1));
                    both.addRow(
                            bucket, 1, rows -> ((ClassTally) rows).add("" + label, ours, 1), rows -> ((ClassTally) rows)
                                    .add("" + label, theirs, 1));
                }
                one.addUnit(size);
                both.addDifferingUnit(size);
            }
            f1.add(BucketMetricTest.MACRO_F1.of(one));
            kappa.add(BucketMetricTest.KAPPA.of(one));
            f1Difference.add(BucketMetricTest.MACRO_F1.of(both));
            kappaDifference.add(BucketMetricTest.KAPPA.of(both));
        }
        f1.isNominal(seed);
        f1Difference.isNominal(seed);
        kappa.isNominal(seed);
        kappaDifference.isNominal(seed);
    }

    /**
     * Probabilities p are uniform and the truth is 0.5 + s·(p − 0.5), s being the slope of the candidate and 0 for
     * the baseline. The gap is (1 − s)·(0.5 − p): of ten bins with middles 0.05 … 0.95 its mean square is (1 − s)² · 0.0825
     * and its mean size (1 − s) · 0.25.
     */
    @ParameterizedTest(name = "{0} rows, slope {1}, seed {2}")
    @CsvSource({"500,0.6,1", "2000,0.6,2", "2000,0.95,3"})
    void debiasedCalibrationErrorsAreCovered(int size, double slope, long seed) {
        Random random = new Random(seed);
        BucketMetric squared = ofBins(ReliabilityTally::debiasedSquaredError);
        BucketMetric absolute = ofBins(ReliabilityTally::debiasedError);
        Coverage squares = new Coverage("the squared error", (1 - slope) * (1 - slope) * 0.0825);
        Coverage gaps = new Coverage("the error", (1 - slope) * 0.25);
        Coverage squaredDifference =
                new Coverage("a difference of squared errors", ((1 - slope) * (1 - slope) - 1) * 0.0825);
        Coverage gapDifference = new Coverage("a difference of errors", -slope * 0.25);
        for (int run = 0; run < RUNS; run++) {
            BucketTally one = new BucketTally(MetricBasis.reliability(10));
            BucketPairTally both = new BucketPairTally(MetricBasis.reliability(10));
            for (int i = 0; i < size; i++) {
                double p = random.nextDouble();
                double truth = 0.5 + slope * (p - 0.5);
                int label = random.nextDouble() < truth ? 1 : 0;
                // It knows nothing of the label.
                double q = random.nextDouble();
                int bucket = Buckets.of(seed + "/" + run + "/" + i);
                one.addRow(bucket, 1, rows -> ((ReliabilityTally) rows).add(label, p, 1));
                one.addUnit(1);
                both.addRow(
                        bucket, 1, rows -> ((ReliabilityTally) rows).add(label, p, 1), rows -> ((ReliabilityTally) rows)
                                .add(label, q, 1));
                both.addDifferingUnit(1);
            }
            squares.add(squared.of(one));
            gaps.add(absolute.of(one));
            squaredDifference.add(squared.of(both));
            gapDifference.add(absolute.of(both));
        }
        squares.isNominal(seed);
        squaredDifference.isNominal(seed);
        gaps.isAtLeastNominal(seed);
        gapDifference.isAtLeastNominal(seed);
        if (size >= 2000) {
            gaps.isNominal(seed);
            gapDifference.isNominal(seed);
        }
    }

    private interface OfBins {
        double value(ReliabilityTally tally);
    }

    private static BucketMetric ofBins(OfBins metric) {
        return new BucketMetric(rows -> Map.of(RowReading.WHOLE, metric.value((ReliabilityTally) rows)), Double.NaN);
    }
}
