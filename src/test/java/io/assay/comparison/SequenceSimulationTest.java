package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.Aggregate;
import io.assay.cost.Buckets;
import io.assay.cost.CarriedUnits;
import io.assay.cost.PairTally;
import io.assay.cost.UnitSums;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Fifty looks at users who come again, and at a thousand slices; repeated as {@link SimulationTest} is. */
class SequenceSimulationTest {

    private static final int LOOKS = 50;
    private static final double ALPHA = 0.05;
    private static final Repetitions SIMULATION = new Repetitions();

    /** Users, each of whom comes on two of five run dates. */
    private static final int USERS = 500;

    private static final double COMES = 0.4;

    /** How much of the variance of a row a user's rows have in common. */
    private static final double COMMON = 0.1;

    private static final int[] BUCKETS =
            IntStream.range(0, USERS).map(user -> Buckets.of("user " + user)).toArray();

    private static final int SLICES = 1_000;
    private static final int UNITS = 100;

    @AfterAll
    static void print() {
        System.out.println(SIMULATION.table());
    }

    private static double rate(boolean event) {
        return event ? 1 : 0;
    }

    /** Looks after every run date at users who come again. */
    private static final class Users {
        private final Random random;
        private final double[] common;
        private final PairTally treatedAsNew = new PairTally();
        private final CarriedUnits carried = CarriedUnits.ofPair();
        private long firstUnits;
        private long most;
        private double variance = Double.NaN;
        private int looks;

        private Users(Random random) {
            this.random = random;
            this.common = random.doubles(USERS)
                    .map(any -> Math.sqrt(COMMON) * random.nextGaussian())
                    .toArray();
        }

        /** A run date; a user who comes has one to three rows. */
        private void run() {
            looks++;
            long came = 0;
            for (int user = 0; user < USERS; user++) {
                if (random.nextDouble() < COMES) {
                    came++;
                    UnitSums candidate = new UnitSums();
                    UnitSums baseline = new UnitSums();
                    for (int row = random.nextInt(3); row >= 0; row--) {
                        double difference = common[user] + Math.sqrt(1 - COMMON) * random.nextGaussian();
                        candidate.add(difference, 1);
                        baseline.add(0, 1);
                        carried.addPair(BUCKETS[user], 1, difference, 1, 0, 1);
                    }
                    treatedAsNew.addUnit(candidate, baseline);
                }
            }
            most = Math.max(most, came);
            if (looks == 1) {
                firstUnits = came;
                double error =
                        Aggregate.MEAN.estimate(carried.tally(treatedAsNew)).standardError();
                variance = error * error;
            }
        }

        private Comparison line(boolean carries) {
            RecurringUnits.Seen seen = new RecurringUnits.Seen(variance, most, carried.buckets());
            Looks looked = new Looks(
                    Collections.nCopies(looks, "2026-01-01"),
                    Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, firstUnits)),
                    Map.of(),
                    ErrorBudget.WHOLE,
                    BoundedLooks.NONE,
                    carries
                            ? Optional.of(new RecurringUnits(
                                    Map.of(new BoundedLooks.Place(Cell.ALL, "loss", "a", "b"), seen), Map.of()))
                            : Optional.empty());
            return new Comparer(ComparisonSettings.DEFAULT.with(looked))
                    .paired(
                            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", "b"),
                            carries ? carried.tally(treatedAsNew) : treatedAsNew,
                            Units.CLUSTERS);
        }
    }

    /** Whether versions that are equal over all users there could be are told apart at some look. */
    private static boolean everAlarmed(Random random, boolean carries) {
        Users users = new Users(random);
        for (int look = 1; look <= LOOKS; look++) {
            users.run();
            Comparison line = users.line(carries);
            if (line.finding() != Finding.UNRELIABLE && line.pValue() <= ALPHA) {
                return true;
            }
        }
        return false;
    }

    @Test
    void usersWhoComeAgainAreNotTakenForNewOnes() {
        int slowness = 2;
        double carried = SIMULATION.mean(
                "50 looks at users who come again, carried by bucket, any false alarm",
                "0.016",
                slowness,
                random -> rate(everAlarmed(random, true)));
        double treatedAsNew = SIMULATION.mean(
                "the same, treated as new", "0.147", slowness, random -> rate(everAlarmed(random, false)));
        assertThat(carried).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(slowness));
        assertThat(treatedAsNew).isGreaterThan(carried);
    }

    /** Looks after every run date at slices of 100 units of deviation 1 each, some of which differ. */
    private static final class Slices {
        private final Random random;
        private final double effect;
        private final double[] sums = new double[SLICES];
        private double units;

        /** @param effect of every twentieth slice, in deviations */
        private Slices(Random random, double effect) {
            this.random = random;
            this.effect = effect;
        }

        private boolean isReal(int slice) {
            return effect != 0 && slice % 20 == 0;
        }

        private void run() {
            units += UNITS;
            for (int slice = 0; slice < SLICES; slice++) {
                sums[slice] += Math.sqrt(UNITS) * random.nextGaussian() + (isReal(slice) ? effect * UNITS : 0);
            }
        }

        private double error() {
            return 1 / Math.sqrt(units);
        }

        private double[] pValues() {
            return Arrays.stream(sums)
                    .map(sum -> new StudentEvidence(sum / units, error(), units - 1, "").pValue())
                    .toArray();
        }

        private double[] eValues() {
            ConfidenceSequence sequence = new ConfidenceSequence(ALPHA, 10.0 * UNITS).at(units);
            return Arrays.stream(sums)
                    .map(sum -> Math.exp(new SequentialEvidence(sum / units, error(), sequence, "").logEValue()))
                    .toArray();
        }
    }

    private static boolean namesAny(HierarchicalTests tests) {
        return IntStream.range(0, SLICES).anyMatch(i -> tests.isRejected(0, i));
    }

    private static double falseShare(Slices slices, HierarchicalTests tests) {
        int[] named =
                IntStream.range(0, SLICES).filter(i -> tests.isRejected(0, i)).toArray();
        long wrong = Arrays.stream(named).filter(i -> !slices.isReal(i)).count();
        return (double) wrong / Math.max(1, named.length);
    }

    @Test
    void ofAThousandEqualSlicesNoneIsNamedAtAnyLook() {
        int slowness = 5;
        int repetitions = SIMULATION.number(slowness);
        Random random = new Random(Repetitions.SEED);
        double[] alarms = new double[3];
        for (int repetition = 0; repetition < repetitions; repetition++) {
            Slices slices = new Slices(random, 0);
            boolean[] any = new boolean[3];
            for (int look = 1; look <= LOOKS; look++) {
                slices.run();
                double[] p = slices.pValues();
                any[0] |= Arrays.stream(p).anyMatch(each -> each <= ALPHA);
                any[1] |= namesAny(new HierarchicalTests(List.of(p), ALPHA));
                any[2] |= namesAny(HierarchicalTests.ofEvidence(List.of(slices.eValues()), ALPHA));
            }
            for (int i = 0; i < any.length; i++) {
                alarms[i] += rate(any[i]);
            }
        }
        for (int i = 0; i < alarms.length; i++) {
            alarms[i] /= repetitions;
        }
        String scenario = "1000 equal slices, 50 looks, any named at 0.05, ";
        SIMULATION.found(scenario + "p-values for one look", "1.00", alarms[0], repetitions);
        SIMULATION.found(scenario + "Benjamini-Hochberg over them", "0.53", alarms[1], repetitions);
        SIMULATION.found(scenario + "e-BH", "0.017", alarms[2], repetitions);
        assertThat(alarms[0]).isEqualTo(1);
        assertThat(alarms[1]).isGreaterThan(0.15);
        assertThat(alarms[2]).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(slowness));
    }

    @Test
    void ofSlicesThatAreNamedByEValuesFewAreChance() {
        int slowness = 5;
        double chance = SIMULATION.mean(
                "1000 slices, 5 % real, look 50, false among named, e-BH",
                "0.015", slowness, random -> {
                    Slices slices = new Slices(random, 0.2);
                    IntStream.range(0, LOOKS).forEach(look -> slices.run());
                    HierarchicalTests tests = HierarchicalTests.ofEvidence(List.of(slices.eValues()), Exploration.RATE);
                    assertThat(IntStream.range(0, SLICES)
                                    .filter(i -> slices.isReal(i) && tests.isRejected(0, i))
                                    .count())
                            .as("of 50 real ones")
                            .isEqualTo(SLICES / 20);
                    return falseShare(slices, tests);
                });
        assertThat(chance).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(slowness));
    }
}
