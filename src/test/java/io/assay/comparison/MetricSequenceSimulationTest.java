package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.BucketMetric;
import io.assay.cost.BucketOccupancy;
import io.assay.cost.BucketPairTally;
import io.assay.cost.Buckets;
import io.assay.cost.ClassMetrics;
import io.assay.cost.ClassMetrics.Average;
import io.assay.cost.ClassMetrics.OfClass;
import io.assay.cost.ClassTally;
import io.assay.cost.MetricBasis;
import io.assay.cost.ReliabilityTally;
import io.assay.cost.RowReading;
import io.assay.cost.RowTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Looks after every run at users who come again, by metrics that are read off rows: versions that are equally good over all users
 * there could be are hardly ever told apart. Repeated as {@link SimulationTest} is.
 */
class MetricSequenceSimulationTest {

    private static final int LOOKS = 20;
    private static final int USERS = 400;
    private static final double COMES = 0.4;
    private static final double ALPHA = 0.05;
    private static final int SLOWNESS = 2;
    private static final Repetitions SIMULATION = new Repetitions();

    private static final BucketMetric MACRO_F1 =
            metric(rows -> new ClassMetrics((ClassTally) rows).average(OfClass.F_BETA, 1, Average.MACRO, Double.NaN));
    private static final BucketMetric CALIBRATION = metric(rows -> ((ReliabilityTally) rows).debiasedError());

    @AfterAll
    static void print() {
        System.out.println(SIMULATION.table());
    }

    private static BucketMetric metric(ToDoubleFunction<RowTally> value) {
        return new BucketMetric(rows -> Map.of(RowReading.WHOLE, value.applyAsDouble(rows)), Double.NaN);
    }

    /** What a user's row adds to the tallies of the candidate and the baseline. */
    private interface Rows {
        void add(BucketPairTally tally, int bucket, double ofCandidate, double ofBaseline, Random random);
    }

    /** Each version is wrong at a rate of the user's own. */
    private static void classes(BucketPairTally tally, int bucket, double candidate, double baseline, Random random) {
        int label = random.nextInt(4) == 0 ? 2 : random.nextInt(2);
        int ours = random.nextDouble() < 0.6 * candidate ? random.nextInt(3) : label;
        int theirs = random.nextDouble() < 0.6 * baseline ? random.nextInt(3) : label;
        tally.addRow(bucket, 1, rows -> ((ClassTally) rows).add("" + label, "" + ours, 1), rows -> ((ClassTally) rows)
                .add("" + label, "" + theirs, 1));
        if (ours == theirs) {
            tally.addEqualUnit(1);
        } else {
            tally.addDifferingUnit(1);
        }
    }

    /** Each version has a bias of the user's own, of so much at most. */
    private static Rows calibration(double most) {
        return (tally, bucket, candidate, baseline, random) -> {
            double truth = 0.2 + 0.6 * random.nextDouble();
            double label = random.nextDouble() < truth ? 1 : 0;
            double ours = truth + most * (2 * candidate - 1);
            double theirs = truth + most * (2 * baseline - 1);
            tally.addRow(
                    bucket, 1, rows -> ((ReliabilityTally) rows).add(label, ours, 1), rows -> ((ReliabilityTally) rows)
                            .add(label, theirs, 1));
            tally.addDifferingUnit(1);
        };
    }

    /** Users with what is their own, tallied over run dates. */
    private static final class Sequence {
        private final Random random;
        private final Rows rows;
        private final BucketMetric metric;
        private final BucketPairTally tally;
        private final double[][] own = new double[2][USERS];
        private final int[] buckets = new int[USERS];
        private double variance = Double.NaN;
        private int looks;
        private long most;

        private Sequence(Random random, MetricBasis basis, BucketMetric metric, Rows rows) {
            this.random = random;
            this.rows = rows;
            this.metric = metric;
            this.tally = new BucketPairTally(basis);
            String names = "users " + random.nextInt() + " ";
            for (int user = 0; user < USERS; user++) {
                own[0][user] = random.nextDouble();
                own[1][user] = random.nextDouble();
                buckets[user] = Buckets.of(names + user);
            }
        }

        private void run() {
            looks++;
            long came = 0;
            for (int user = 0; user < USERS; user++) {
                if (random.nextDouble() < COMES) {
                    came++;
                    for (int row = random.nextInt(4); row >= 0; row--) {
                        rows.add(tally, buckets[user], own[0][user], own[1][user], random);
                    }
                }
            }
            most = Math.max(most, came);
            if (looks == 1) {
                double error = metric.of(tally.byBuckets()).estimate().standardError();
                variance = error * error;
            }
        }

        private Comparison line(boolean carried) {
            long clusters = Math.max(most, BucketOccupancy.leastUnits(tally.filledBuckets()));
            RecurringUnits.Seen seen = new RecurringUnits.Seen(variance, clusters, tally.filledBuckets());
            Looks looked = new Looks(
                    Collections.nCopies(looks, "2026-01-01"),
                    Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, (long) (COMES * USERS))),
                    Map.of(),
                    ErrorBudget.WHOLE,
                    BoundedLooks.NONE,
                    Optional.of(new RecurringUnits(
                            Map.of(new BoundedLooks.Place(Cell.ALL, "metric", "a", "b"), seen), Map.of())));
            ComparisonSettings once = ComparisonSettings.DEFAULT;
            return new MetricComparer(carried ? once.with(looked) : once)
                    .paired(
                            new MetricComparer.Key(Cell.ALL, "metric", Direction.HIGHER, "a", "b"),
                            metric.of(carried ? tally.byBuckets() : tally),
                            Units.CLUSTERS);
        }
    }

    private static double everAlarmed(Sequence sequence, boolean carried) {
        for (int look = 1; look <= LOOKS; look++) {
            sequence.run();
            Comparison line = sequence.line(carried);
            assertThat(line.finding()).isNotEqualTo(Finding.UNRELIABLE);
            if (line.pValue() <= ALPHA) {
                return 1;
            }
        }
        return 0;
    }

    private static double alarms(String name, MetricBasis basis, BucketMetric metric, Rows rows) {
        double alarms = SIMULATION.mean(
                "20 looks at users who come again, " + name + ", any false alarm",
                "<= 0.05",
                SLOWNESS,
                random -> everAlarmed(new Sequence(random, basis, metric, rows), true));
        assertThat(alarms).as(name).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(SLOWNESS));
        return alarms;
    }

    @Test
    void equalVersionsAreHardlyEverToldApartByClasses() {
        double carried = alarms("macro F1", MetricBasis.CLASSES, MACRO_F1, MetricSequenceSimulationTest::classes);
        double once = SIMULATION.mean(
                "the same with the interval of one look",
                "> 0.15",
                SLOWNESS,
                random -> everAlarmed(
                        new Sequence(random, MetricBasis.CLASSES, MACRO_F1, MetricSequenceSimulationTest::classes),
                        false));
        assertThat(once).isGreaterThan(carried);
    }

    @Test
    void equalVersionsAreHardlyEverToldApartByCalibration() {
        MetricBasis bins = MetricBasis.reliability(10);
        alarms("debiased calibration error, biased by user", bins, CALIBRATION, calibration(0.15));
        alarms("debiased calibration error, hardly biased", bins, CALIBRATION, calibration(0.02));
    }
}
