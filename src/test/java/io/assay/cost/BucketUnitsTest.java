package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of classes and of calibration with a unit for each bucket, as users who come again are compared. */
class BucketUnitsTest {

    private static final BucketMetric CALIBRATION =
            new BucketMetric(tally -> Map.of(RowReading.WHOLE, ((ReliabilityTally) tally).debiasedError()), Double.NaN);

    /** A pair of rows of a user: the class of the label and those of both versions, or the label and both probabilities. */
    private record Visit(String user, double weight, int label, int candidate, int baseline, double p, double q) {

        int bucket() {
            return Buckets.of(user);
        }
    }

    private static List<Visit> visits(Random random, int users, int number) {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int label = random.nextInt(3);
            visits.add(new Visit(
                    "user " + random.nextInt(users),
                    0.5 + random.nextInt(4) / 2.0,
                    label,
                    random.nextInt(3) == 0 ? random.nextInt(3) : label,
                    random.nextInt(4) == 0 ? random.nextInt(3) : label,
                    random.nextDouble(),
                    random.nextDouble()));
        }
        return visits;
    }

    private static void add(RowTally tally, Visit visit, boolean candidate) {
        if (tally instanceof ClassTally classes) {
            classes.add("" + visit.label(), "" + (candidate ? visit.candidate() : visit.baseline()), visit.weight());
        } else {
            ((ReliabilityTally) tally).add(visit.label() % 2, candidate ? visit.p() : visit.q(), visit.weight());
        }
    }

    /** Every pair of rows a unit of its own, as on a run date each of whose users has one. */
    private static BucketPairTally pairs(MetricBasis basis, List<Visit> visits) {
        BucketPairTally tally = new BucketPairTally(basis);
        for (Visit visit : visits) {
            tally.addRow(
                    visit.bucket(), visit.weight(), rows -> add(rows, visit, true), rows -> add(rows, visit, false));
            if (visit.candidate() == visit.baseline()) {
                tally.addEqualUnit(visit.weight());
            } else {
                tally.addDifferingUnit(visit.weight());
            }
        }
        return tally;
    }

    private static BucketTally version(MetricBasis basis, List<Visit> visits) {
        BucketTally tally = new BucketTally(basis);
        for (Visit visit : visits) {
            tally.addRow(visit.bucket(), visit.weight(), rows -> add(rows, visit, true));
            tally.addUnit(visit.weight());
        }
        return tally;
    }

    /** The confusion matrix of a side without a bucket. */
    private static double[] table(List<Visit> visits, boolean candidate, int without) {
        double[] table = new double[9];
        for (Visit visit : visits) {
            if (visit.bucket() != without) {
                table[3 * visit.label() + (candidate ? visit.candidate() : visit.baseline())] += visit.weight();
            }
        }
        return table;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void macroAveragesOfBucketsAreThoseOfALoop(long seed) {
        List<Visit> visits = visits(new Random(seed), 300, 2_000);
        BucketPairTally byBuckets = pairs(MetricBasis.CLASSES, visits).byBuckets();
        int[] filled =
                visits.stream().mapToInt(Visit::bucket).distinct().sorted().toArray();
        double[] without = Arrays.stream(filled)
                .mapToDouble(bucket -> BucketMetricTest.macroF1(table(visits, true, bucket))
                        - BucketMetricTest.macroF1(table(visits, false, bucket)))
                .toArray();
        double mean = Arrays.stream(without).average().orElseThrow();
        double squares = Arrays.stream(without)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        MetricDifference found = BucketMetricTest.MACRO_F1.of(byBuckets);
        assertThat(found.estimate().standardError())
                .isCloseTo(Math.sqrt(squares * (filled.length - 1) / filled.length), within(1e-12));
        assertThat(found.units()).isEqualTo(filled.length);
        assertThat(found.rows()).isEqualTo(visits.size());
        double[] rows = Arrays.stream(filled)
                .mapToDouble(bucket -> visits.stream()
                        .filter(visit -> visit.bucket() == bucket)
                        .count())
                .toArray();
        assertThat(found.effectiveUnits())
                .isCloseTo(
                        Math.pow(visits.size(), 2)
                                / Arrays.stream(rows).map(each -> each * each).sum(),
                        within(1e-9));
        long differing = Arrays.stream(filled)
                .filter(bucket -> {
                    List<Visit> own = visits.stream()
                            .filter(visit -> visit.bucket() == bucket)
                            .toList();
                    return !Arrays.equals(table(own, true, -1), table(own, false, -1));
                })
                .count();
        assertThat(found.differingUnits()).isEqualTo(differing).isPositive();
        // The value is that of all rows, whatever the units are.
        assertThat(found.estimate().difference())
                .isEqualTo(BucketMetricTest.MACRO_F1
                        .of(pairs(MetricBasis.CLASSES, visits))
                        .estimate()
                        .difference());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void anyDivisionIntoRunDatesGivesTheSameBits(long seed) {
        Random random = new Random(seed);
        List<Visit> visits = visits(random, 200, 900);
        for (MetricBasis basis : List.of(MetricBasis.CLASSES, MetricBasis.reliability(10))) {
            BucketMetric metric = basis.equals(MetricBasis.CLASSES) ? BucketMetricTest.KAPPA : CALIBRATION;
            MetricDifference once = metric.of(pairs(basis, visits).byBuckets());
            MetricEstimate own = metric.of(version(basis, visits).byBuckets());
            assertThat(own.units()).isEqualTo(version(basis, visits).filledBuckets());
            for (int run = 0; run < 4; run++) {
                List<Visit> shuffled = new ArrayList<>(visits);
                Collections.shuffle(shuffled, random);
                int cut = random.nextInt(shuffled.size());
                BucketPairTally dates = pairs(basis, shuffled.subList(cut, shuffled.size()));
                dates.add(pairs(basis, shuffled.subList(0, cut)));
                assertThat(metric.of(dates.byBuckets())).isEqualTo(once);
                BucketTally ofVersion = version(basis, shuffled.subList(cut, shuffled.size()));
                ofVersion.add(version(basis, shuffled.subList(0, cut)));
                assertThat(metric.of(ofVersion.byBuckets())).isEqualTo(own);
            }
        }
    }

    @Test
    void whoeverComesOnManyDatesIsOneUnit() {
        List<Visit> visits = visits(new Random(21), 40, 4_000);
        BucketPairTally tally = pairs(MetricBasis.CLASSES, visits);
        assertThat(tally.units()).isEqualTo(4_000);
        assertThat(tally.byBuckets().units()).isEqualTo(tally.filledBuckets()).isLessThanOrEqualTo(40);
        assertThat(BucketOccupancy.leastUnits(tally.filledBuckets())).isLessThanOrEqualTo(60);
    }

    /** Two rows of a user, of which each version has the other one right: all adds up to the same, and nothing is identical. */
    @Test
    void bucketsThatAddUpToTheSameDoNotMakeVersionsIdentical() {
        List<Visit> visits = new ArrayList<>();
        IntStream.range(0, 50).forEach(user -> {
            visits.add(new Visit("u" + user, 1, 0, 0, 1, 0, 0));
            visits.add(new Visit("u" + user, 1, 0, 1, 0, 0, 0));
        });
        BucketPairTally tally = pairs(MetricBasis.CLASSES, visits);
        assertThat(tally.differingUnits()).isEqualTo(100);
        assertThat(tally.byBuckets().differingUnits()).isEqualTo(1);
        List<Visit> same = visits.stream()
                .map(visit -> new Visit(visit.user(), 1, 0, visit.candidate(), visit.candidate(), 0, 0))
                .toList();
        assertThat(pairs(MetricBasis.CLASSES, same).byBuckets().differingUnits())
                .isZero();
        assertThat(pairs(MetricBasis.CLASSES, List.of()).byBuckets().units()).isZero();
    }

    @Test
    void ofMoreThanABucketCanHoldNothingIsRead() {
        BucketTally tally = new BucketTally(MetricBasis.LABEL_SETS);
        String many = "1".repeat(BucketedRows.MOST_ENTRIES + 1);
        tally.addRow(3, 1, rows -> ((LabelSetTally) rows).add(many, many, 1));
        tally.addUnit(1);
        assertThat(tally.byBuckets().isFull()).isTrue();
        assertThat(tally.byBuckets().units()).isEqualTo(1);
        assertThat(tally.filledBuckets()).isZero();
    }
}
