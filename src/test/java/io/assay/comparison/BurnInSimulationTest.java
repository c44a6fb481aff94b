package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.Aggregate;
import io.assay.cost.BucketOccupancy;
import io.assay.cost.Buckets;
import io.assay.cost.CarriedUnits;
import io.assay.cost.PairTally;
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
 * Fifty looks at cells to which a few clusters come on each run date, never a hundred at once: they are counted by the buckets
 * that they fill, and false alarms stay as rare as is said. Repeated as {@link SimulationTest} is.
 */
class BurnInSimulationTest {

    private static final int LOOKS = 50;
    private static final double ALPHA = 0.05;
    private static final Repetitions SIMULATION = new Repetitions();

    @AfterAll
    static void print() {
        System.out.println(SIMULATION.table());
    }

    /** A cell with some clusters on every run date, of whom a part has come before. */
    private static final class Arrivals {
        private final Random random;
        private final ToDoubleFunction<Random> law;
        private final String names;
        private final PairTally whole = new PairTally();
        private final CarriedUnits carried = CarriedUnits.ofPair();
        private final int aDate;
        private final double again;
        private final double[] common = new double[4_000];
        private int known;
        private double variance = Double.NaN;
        private int looks;
        private int firstLook;

        /** @param again how many of those that come on a run date have come before */
        private Arrivals(Random random, ToDoubleFunction<Random> law, int aDate, double again) {
            this.random = random;
            this.law = law;
            this.names = "cell " + random.nextInt() + " ";
            this.aDate = aDate;
            this.again = again;
        }

        private long clusters() {
            return Math.max(aDate, BucketOccupancy.leastUnits(carried.buckets()));
        }

        private void run() {
            looks++;
            for (int i = 0; i < aDate; i++) {
                boolean returns = known > 0 && random.nextDouble() < again;
                int cluster = returns ? random.nextInt(known) : known++;
                if (!returns) {
                    common[cluster] = law.applyAsDouble(random);
                }
                int bucket = Buckets.of(names + cluster);
                for (int row = random.nextInt(3); row >= 0; row--) {
                    double difference = common[cluster] + law.applyAsDouble(random);
                    carried.addPair(bucket, 1, difference, 1, 0, 1);
                    whole.addPair(difference, 0, 1);
                }
            }
            if (clusters() >= Looks.BURN_IN && Double.isNaN(variance)) {
                double error = Aggregate.MEAN.estimate(carried.tally(whole)).standardError();
                variance = error * error;
                firstLook = looks;
            }
        }

        private Comparison line() {
            RecurringUnits.Seen seen = new RecurringUnits.Seen(variance, clusters(), carried.buckets());
            Looks looked = new Looks(
                    Collections.nCopies(looks, "2026-01-01"),
                    Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, aDate)),
                    Map.of(),
                    ErrorBudget.WHOLE,
                    BoundedLooks.NONE,
                    Optional.of(new RecurringUnits(
                            Map.of(new BoundedLooks.Place(Cell.ALL, "loss", "a", "b"), seen), Map.of())));
            return new Comparer(ComparisonSettings.DEFAULT.with(looked))
                    .paired(
                            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", "b"),
                            carried.tally(whole),
                            Units.CLUSTERS);
        }
    }

    private static double everAlarmed(Arrivals cell) {
        for (int look = 1; look <= LOOKS; look++) {
            cell.run();
            Comparison line = cell.line();
            if (line.finding() != Finding.UNRELIABLE && line.pValue() <= ALPHA) {
                return 1;
            }
        }
        return 0;
    }

    private static void alarmsAreRare(String name, ToDoubleFunction<Random> law, int aDate, double again) {
        double alarms = SIMULATION.mean(
                "50 looks at " + aDate + " clusters a run date, " + name + ", any false alarm",
                "<= 0.05",
                2,
                random -> everAlarmed(new Arrivals(random, law, aDate, again)));
        assertThat(alarms).as(name).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(2));
    }

    @Test
    void alarmsAreRareWhoeverComesAgain() {
        alarmsAreRare("all new, normal", Random::nextGaussian, 20, 0);
        alarmsAreRare("half again, normal", Random::nextGaussian, 40, 0.5);
        alarmsAreRare("most again, normal", Random::nextGaussian, 40, 0.9);
        alarmsAreRare("half again, exponential", random -> -Math.log(1 - random.nextDouble()) - 1, 40, 0.5);
    }

    @Test
    void aCellThatNeverHasAHundredClustersAtOnceHasItsLook() {
        Arrivals cell = new Arrivals(new Random(1), random -> 0.5 + random.nextGaussian(), 20, 0);
        for (int look = 1; look <= 3; look++) {
            cell.run();
            assertThat(cell.line().shortfall()).contains("clusters so far, as their buckets tell, at least 100 needed");
        }
        for (int look = 4; look <= 12; look++) {
            cell.run();
        }
        assertThat(cell.firstLook).isBetween(5, 10);
        assertThat(cell.line().shortfall()).isEmpty();
        assertThat(cell.line().units()).isGreaterThanOrEqualTo(100).isLessThanOrEqualTo(240);
        // Sixty who come every day stay sixty.
        Arrivals few = new Arrivals(new Random(2), Random::nextGaussian, 60, 0);
        few.run();
        few.known = 0;
        for (int look = 2; look <= LOOKS; look++) {
            few.run();
            few.known = 0;
        }
        assertThat(few.clusters()).isLessThan(100);
        assertThat(few.line().finding()).isEqualTo(Finding.UNRELIABLE);
    }
}
