package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.Buckets;
import io.assay.cost.LogHistogram;
import io.assay.cost.PairHistograms;
import io.assay.cost.PairTallies;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Medians of differences that are looked at after every run, of rows and of users who come again. */
class MedianSequenceTest {

    private static final int LOOKS = 50;
    private static final double ALPHA = 0.05;
    private static final Repetitions SIMULATION = new Repetitions();
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEDIAN_DIFFERENCE, Direction.LOWER, "a", "b");

    @AfterAll
    static void print() {
        System.out.println(SIMULATION.table());
    }

    private static Comparison line(
            PairTally tally, int looks, long firstUnits, Optional<RecurringUnits.Seen> seen, double margin) {
        Looks looked = new Looks(
                Collections.nCopies(looks, "2026-01-01"),
                Map.of(new Looks.Pair(Cell.ALL, "a", "b"), new Looks.First(0, firstUnits)),
                Map.of(),
                ErrorBudget.WHOLE,
                BoundedLooks.NONE,
                seen.map(each -> new RecurringUnits(
                        Map.of(new BoundedLooks.Place(Cell.ALL, "loss", "a", "b"), each), Map.of())));
        return new MiddleComparer(
                        ComparisonSettings.DEFAULT
                                .withMargin(Margin.absolute(margin))
                                .with(looked),
                        Optional.empty())
                .paired(KEY, tally, seen.isPresent() ? Units.CLUSTERS : Units.ROWS);
    }

    private static PairTallies tallies(boolean clustered) {
        PairTallies tallies = new PairTallies(1, clustered);
        tallies.keepHistograms(new int[] {0});
        return tallies;
    }

    private static void add(PairTallies tallies, double difference) {
        tallies.begin();
        tallies.set(0, Math.max(0, difference), Math.max(0, -difference), 1, 1, 1);
        tallies.add(0);
    }

    /** A difference with a median of 0, and no mean. */
    private static double heavy(Random random) {
        double numerator = random.nextGaussian();
        return numerator / random.nextGaussian();
    }

    @Test
    void boundsArePutByTheEvidenceOfCounts() {
        PairTallies tallies = tallies(false);
        Random random = new Random(2);
        IntStream.range(0, 400).forEach(i -> add(tallies, 0.3 + heavy(random)));
        Comparison line = line(tallies.tally(0, 0), 4, 100, Optional.empty(), 0.2);
        LogHistogram counts = tallies.tally(0, 0).histograms().orElseThrow().differences();
        SignSequence signs = new SignSequence(ALPHA, 1_000);
        long rank = signs.lowerRank(ALPHA, 400);
        assertThat(line.lower()).isEqualTo(counts.bucket(rank).lower());
        assertThat(line.upper()).isEqualTo(counts.bucket(399 - rank).upper());
        assertThat(line.intervalMethod()).isEqualTo("beta mixture of signs, always valid, 4 looks since 2026-01-01");
        assertThat(line.harmPValue()).isEqualTo(ConfidenceSequence.pValue(signs.logEvidence(counts.above(0.2), 400)));
        assertThat(line.standardError()).isPositive();
        assertThat(line.rowsNeeded()).isPositive();
        Comparison once = new MiddleComparer(ComparisonSettings.DEFAULT, Optional.empty())
                .paired(KEY, tallies.tally(0, 0), Units.ROWS);
        assertThat(line.difference()).isEqualTo(once.difference());
        assertThat(line.lower()).isLessThan(once.lower());
        assertThat(line.upper()).isGreaterThan(once.upper());
        assertThat(line(tallies.tally(0, 0), 4, 100, Optional.empty(), 1e9).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void evidenceAgainstEqualVersionsIsOneOverThePValue() {
        PairTallies tallies = tallies(false);
        Random random = new Random(2);
        IntStream.range(0, 400).forEach(i -> add(tallies, 0.3 + heavy(random)));
        Comparison line = line(tallies.tally(0, 0), 1, 400, Optional.empty(), 0.2);
        assertThat(line.pValue()).isLessThan(0.05);
        Looks looks = new Looks(List.of("2026-01-01"), Map.of(), Map.of());
        assertThat(looks.eValue(line, ALPHA) * line.pValue()).isCloseTo(1, within(1e-12));
        PairTallies equal = tallies(false);
        IntStream.range(0, 400).forEach(i -> add(equal, heavy(random)));
        assertThat(looks.eValue(line(equal.tally(0, 0), 1, 400, Optional.empty(), 0.2), ALPHA))
                .isLessThan(20);
    }

    @Test
    void fewRowsAreNoLook() {
        PairTallies tallies = tallies(false);
        IntStream.range(0, 99).forEach(i -> add(tallies, 1 + i / 100.0));
        Comparison line = line(tallies.tally(0, 0), 1, 99, Optional.empty(), 0.2);
        assertThat(line.shortfall()).isEqualTo("99 units, at least 100 needed");
    }

    private static double everAlarmed(Random random, boolean sequential) {
        PairTallies tallies = tallies(false);
        for (int look = 1; look <= LOOKS; look++) {
            IntStream.range(0, 100).forEach(i -> add(tallies, heavy(random)));
            PairTally tally = tallies.tally(0, 0);
            Comparison line = sequential
                    ? line(tally, look, 100, Optional.empty(), 0)
                    : new MiddleComparer(ComparisonSettings.DEFAULT, Optional.empty()).paired(KEY, tally, Units.ROWS);
            if (line.finding() != Finding.UNRELIABLE && line.pValue() <= ALPHA) {
                return 1;
            }
        }
        return 0;
    }

    @Test
    void equalVersionsAreHardlyEverToldApartHoweverOftenOneLooks() {
        double sequential = SIMULATION.mean(
                "50 looks at a median, signs as they come, any false alarm, no mean",
                "<= 0.05",
                1,
                random -> everAlarmed(random, true));
        double naive = SIMULATION.mean(
                "the same with the sign test for one look", "0.3", 1, random -> everAlarmed(random, false));
        assertThat(sequential).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(1));
        assertThat(naive).isGreaterThan(0.12);
    }

    /** Users, each of whom comes on two of five run dates and has most of a difference in common. */
    private static final class Users {
        private final Random random;
        private final double[] common;
        private final PairTallies tallies = tallies(true);
        private double variance = Double.NaN;
        private long firstUnits;
        private long most;

        private Users(Random random, int users) {
            this.random = random;
            this.common =
                    IntStream.range(0, users).mapToDouble(i -> heavy(random)).toArray();
        }

        private void run() {
            long came = 0;
            for (int user = 0; user < common.length; user++) {
                if (random.nextDouble() < 0.4) {
                    came++;
                    tallies.inBucket(Buckets.of("user " + user));
                    for (int row = random.nextInt(3); row >= 0; row--) {
                        add(tallies, 0.5 * common[user] + random.nextGaussian());
                    }
                    tallies.endUnit();
                }
            }
            most = Math.max(most, came);
            firstUnits = firstUnits == 0 ? came : firstUnits;
            if (Double.isNaN(variance)) {
                variance = histograms().shareVariance().orElseThrow();
            }
        }

        private PairHistograms histograms() {
            return tallies.tally(0, 0).histograms().orElseThrow();
        }

        private Comparison line(int look, boolean carries) {
            PairTally tally = tallies.tally(0, 0);
            return MedianSequenceTest.line(
                    tally,
                    look,
                    firstUnits,
                    carries ? Optional.of(new RecurringUnits.Seen(variance, most, 64)) : Optional.empty(),
                    0);
        }
    }

    private static double everAlarmedOfUsers(Random random, boolean carries) {
        Users users = new Users(random, 400);
        for (int look = 1; look <= LOOKS; look++) {
            users.run();
            Comparison line = users.line(look, carries);
            if (line.finding() != Finding.UNRELIABLE && line.pValue() <= ALPHA) {
                return 1;
            }
        }
        return 0;
    }

    @Test
    void usersWhoComeAgainAreNotTakenForNewOnes() {
        int slowness = 2;
        double carried = SIMULATION.mean(
                "50 looks at a median of users who come again, by bucket, any false alarm",
                "<= 0.05",
                slowness,
                random -> everAlarmedOfUsers(random, true));
        double asRows = SIMULATION.mean(
                "the same with rows as units", "many", slowness, random -> everAlarmedOfUsers(random, false));
        assertThat(carried).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(slowness));
        assertThat(asRows).isGreaterThan(carried);
    }

    @Test
    void linesOfUsersWhoComeAgainSayHow() {
        Users users = new Users(new Random(5), 400);
        users.run();
        users.run();
        Comparison line = users.line(2, true);
        assertThat(line.intervalMethod())
                .isEqualTo("normal mixture of signs by 64 buckets of clusters, always valid, 2 looks since 2026-01-01");
        assertThat(line.units()).isEqualTo(users.most);
        assertThat(line.lower()).isLessThan(line.difference());
        assertThat(line.upper()).isGreaterThan(line.difference());
        assertThat(line.rowsNeeded()).isNaN();
        assertThat(line.shortfall()).isEmpty();
        // The mixture of the information so far, by hand.
        double grown = users.variance / users.histograms().shareVariance().orElseThrow();
        assertThat(grown).isBetween(1.0, 2.2);
        double t = users.histograms().clusters().orElseThrow().above(0).statistic();
        double z = RecurringEvidence.normal(t, 63);
        double x = ConfidenceSequence.tuning(2 * ALPHA) * grown / 10;
        double a = z * Math.sqrt(x / (1 + x));
        double expected =
                2 * NormalDistribution.of(0, 1).cumulativeProbability(a) * Math.exp(a * a / 2) / Math.sqrt(1 + x);
        assertThat(line.harmPValue()).isCloseTo(Math.min(1, 1 / expected), within(1e-9));
    }
}
