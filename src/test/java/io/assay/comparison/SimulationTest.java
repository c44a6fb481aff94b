package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.DifferenceSums;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Whether errors are as rare as they are said to be, in data that are drawn, tallied, compared and judged by the classes of
 * the job. A few repetitions, or {@code -Dassay.simulation=2000}; the table is printed.
 */
class SimulationTest {

    private static final int LOOKS = 50;
    private static final int UNITS = 100;
    private static final double ALPHA = 0.05;
    private static final double MARGIN = 0.3;
    private static final double Z = 1.959963984540054;
    private static final ComparisonSettings ONCE = ComparisonSettings.DEFAULT.withMargin(Margin.absolute(MARGIN));
    private static final Repetitions SIMULATION = new Repetitions();

    @AfterAll
    static void print() {
        System.out.println(SIMULATION.table());
    }

    /** A difference with a mean of 0. */
    interface Law {
        double draw(Random random);
    }

    private static double exponential(Random random) {
        return -Math.log(1 - random.nextDouble());
    }

    private static double laplace(Random random) {
        double one = exponential(random);
        return one - exponential(random);
    }

    static double logNormal(Random random) {
        return Math.exp(random.nextGaussian()) - Math.exp(0.5);
    }

    private static double studentOfFive(Random random) {
        double squares = IntStream.range(0, 5)
                .mapToDouble(i -> random.nextGaussian())
                .map(x -> x * x)
                .sum();
        return random.nextGaussian() / Math.sqrt(squares / 5);
    }

    /** By their names in the table. */
    static Map<String, Law> laws() {
        Map<String, Law> laws = new LinkedHashMap<>();
        laws.put("normal", Random::nextGaussian);
        laws.put("uniform", random -> random.nextDouble() - 0.5);
        laws.put("Laplace", SimulationTest::laplace);
        laws.put("Student's t, 5 degrees", SimulationTest::studentOfFive);
        laws.put("exponential", random -> exponential(random) - 1);
        laws.put("rarely 1 or -1", SimulationTest::rarelyOne);
        laws.put("lognormal", SimulationTest::logNormal);
        return laws;
    }

    private static double rarelyOne(Random random) {
        double u = random.nextDouble();
        return u < 0.05 ? 1 : u < 0.1 ? -1 : 0;
    }

    private static Looks looks(int number, ErrorBudget budget, BoundedLooks bounded) {
        return new Looks(
                Collections.nCopies(number, "2026-01-01"),
                Map.of(new Looks.Pair(Cell.ALL, "a", "b0"), new Looks.First(0, UNITS)),
                Map.of(),
                budget,
                bounded);
    }

    private static Comparison line(ComparisonSettings settings, PairTally tally) {
        return new Comparer(settings)
                .paired(
                        new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "a", "b0"),
                        tally,
                        Units.ROWS);
    }

    private static Comparison sequential(PairTally tally, int look, ErrorBudget budget) {
        return line(ONCE.with(looks(look, budget, BoundedLooks.NONE)), tally);
    }

    private static void grow(PairTally tally, Law law, Random random, double mean) {
        for (int i = 0; i < UNITS; i++) {
            double difference = mean + law.draw(random);
            tally.addPair(Math.max(0, difference), Math.max(0, -difference), 1);
        }
    }

    private static double rate(boolean event) {
        return event ? 1 : 0;
    }

    private static boolean everAlarmed(Law law, Random random, boolean sequential) {
        PairTally tally = new PairTally();
        for (int look = 1; look <= LOOKS; look++) {
            grow(tally, law, random, 0);
            Comparison line = sequential ? sequential(tally, look, ErrorBudget.WHOLE) : line(ONCE, tally);
            if (line.finding() != Finding.UNRELIABLE && line.pValue() <= ALPHA) {
                return true;
            }
        }
        return false;
    }

    @Test
    void anIntervalMadeForOneLookCriesWolf() {
        double naive = SIMULATION.mean(
                "50 looks, interval for one look, any false alarm",
                "0.30 to 0.36",
                1,
                random -> rate(everAlarmed(Random::nextGaussian, random, false)));
        assertThat(naive).isGreaterThan(0.15);
    }

    @Test
    void aSequenceDoesNotWhateverTheLossesLookLike() {
        laws().forEach((name, law) -> assertThat(SIMULATION.mean(
                        "50 looks, sequence, any false alarm, " + name,
                        "0.014 to 0.045",
                        1,
                        random -> rate(everAlarmed(law, random, true))))
                .as(name)
                .isLessThanOrEqualTo(SIMULATION.atMostFivePercent(1)));
    }

    /** Whether a candidate whose harm is the margin passes: with the rules of burn-in, and by its bound alone. */
    private static boolean[] falsePasses(Law law, Random random, ErrorBudget budget) {
        PairTally tally = new PairTally();
        boolean[] passes = new boolean[2];
        for (int look = 1; look <= LOOKS && !passes[0]; look++) {
            grow(tally, law, random, MARGIN);
            Comparison line = sequential(tally, look, budget);
            passes[0] = line.verdict() == Verdict.PASS;
            passes[1] |= line.upper() < MARGIN;
        }
        return passes;
    }

    @Test
    void aCandidateThatIsWorseByTheMarginSeldomPasses() {
        assertThat(SIMULATION.mean(
                        "50 looks, sequence, false PASS, normal",
                        "0.015 to 0.036",
                        1,
                        random -> rate(falsePasses(Random::nextGaussian, random, ErrorBudget.WHOLE)[0])))
                .isLessThanOrEqualTo(SIMULATION.atMostFivePercent(1));
        double[] without = new double[1];
        double with = SIMULATION.mean("50 looks, sequence, false PASS, lognormal, burn-in", "0.044", 1, random -> {
            boolean[] passes = falsePasses(SimulationTest::logNormal, random, ErrorBudget.WHOLE);
            without[0] += rate(passes[1]);
            return rate(passes[0]);
        });
        int repetitions = SIMULATION.number(1);
        SIMULATION.found(
                "the same without burn-in, by bounds from 100 units on",
                "0.065",
                without[0] / repetitions,
                repetitions);
        assertThat(with).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(1));
    }

    @Test
    void amongFiveCandidatesThatAreWorseAnyPassesAsSeldomAsOne() {
        Map<String, Long> ids = Map.of("a", 1L, "b0", 1L, "b1", 1L, "b2", 1L, "b3", 1L, "b4", 1L);
        ErrorBudget budget = ErrorBudget.of(List.of("a"), List.of(new ErrorBudget.Day(ids, List.of())));
        assertThat(SIMULATION.mean(
                        "50 looks at 5 candidates that share alpha, any false PASS", "<= 0.05", 5, random -> {
                            boolean any = false;
                            for (int candidate = 0; candidate < 5; candidate++) {
                                any |= falsePasses(Random::nextGaussian, random, budget)[0];
                            }
                            return rate(any);
                        }))
                .isLessThanOrEqualTo(SIMULATION.atMostFivePercent(5));
    }

    private static List<DifferenceSums> bounded(Random random, Law law, int dates) {
        List<DifferenceSums> sums = new ArrayList<>();
        for (int date = 0; date < dates; date++) {
            PairTally tally = new PairTally();
            grow(tally, law, random, 0);
            sums.add(DifferenceSums.of(tally));
        }
        return sums;
    }

    private static double evenly(Random random) {
        return 2 * random.nextDouble() - 1;
    }

    private static void guaranteedBoundsErrSeldom(String name, Law law) {
        double errors = SIMULATION.mean(
                "50 looks, empirical Bernstein, any false alarm, " + name, "0.001 to 0.005", 1, random -> {
                    List<DifferenceSums> dates = bounded(random, law, LOOKS);
                    // Evidence is the greatest of all looks, so the last one tells of any.
                    BernsteinSequence sequence = new BernsteinSequence(1, ALPHA / 2, dates);
                    return rate(new BernsteinEvidence(sequence, "", "").pValue() <= ALPHA);
                });
        assertThat(errors).as(name).isLessThanOrEqualTo(SIMULATION.atMostFivePercent(1));
    }

    @Test
    void guaranteedBoundsErrStillLess() {
        guaranteedBoundsErrSeldom("rarely 1 or -1", SimulationTest::rarelyOne);
        guaranteedBoundsErrSeldom("uniform in [-1, 1]", SimulationTest::evenly);
        double width = SIMULATION.mean(
                "width at look 50 over that for one look, empirical Bernstein, uniform in [-1, 1]",
                "1.80",
                4,
                random -> {
                    List<DifferenceSums> dates = bounded(random, SimulationTest::evenly, LOOKS);
                    BernsteinSequence sequence = new BernsteinSequence(1, ALPHA / 2, dates);
                    double error = Math.sqrt(1 / 3.0 / (LOOKS * UNITS));
                    return (sequence.upper(ALPHA / 2) - sequence.lower(ALPHA / 2)) / (2 * Z * error);
                });
        assertThat(width).isBetween(1.5, 2.1);
    }

    @Test
    void widthsAndTheLookOfDetectionAreAsExpected() {
        double ten =
                new ConfidenceSequence(ALPHA, 10.0 * UNITS).at(LOOKS * UNITS).reach() / Z;
        assertThat(SIMULATION.found(
                        "width at look 50 over that for one look, narrowest at 10 first looks", "1.61", ten, 1))
                .isCloseTo(1.61, within(0.005));
        double half = new ConfidenceSequence(ALPHA, LOOKS * UNITS / 2.0)
                        .at(LOOKS * UNITS)
                        .reach()
                / Z;
        assertThat(SIMULATION.found("the same, narrowest at half of all", "1.56", half, 1))
                .isCloseTo(1.56, within(0.005));

        int repetitions = SIMULATION.number(1);
        Random random = new Random(Repetitions.SEED);
        double[] seen = new double[repetitions];
        for (int repetition = 0; repetition < repetitions; repetition++) {
            PairTally tally = new PairTally();
            double p = 1;
            while (p > ALPHA) {
                grow(tally, Random::nextGaussian, random, 0.1);
                seen[repetition]++;
                p = sequential(tally, (int) seen[repetition], ErrorBudget.WHOLE).pValue();
            }
        }
        Arrays.sort(seen);
        SIMULATION.found(
                "a tenth of a deviation, median look of detection", "9 to 10", seen[repetitions / 2], repetitions);
        assertThat(seen[repetitions / 2]).isBetween(7.0, 12.0);
    }

    /** The share of false ones among slices named at the last of 50 looks; one in twenty of 1000 differs by half a deviation. */
    private static double falseDiscoveries(Random random, boolean anytime) {
        int slices = 1_000;
        double[] p = new double[slices];
        Arrays.fill(p, 1);
        for (int slice = 0; slice < slices; slice++) {
            double sum = 0;
            for (int look = 1; look <= LOOKS; look++) {
                double units = (double) look * UNITS;
                // The sum of 100 units of deviation 1.
                sum += 10 * random.nextGaussian() + (slice % 20 == 0 ? 0.2 * UNITS : 0);
                double error = 1 / Math.sqrt(units);
                ConfidenceSequence sequence = new ConfidenceSequence(ALPHA, 10.0 * UNITS).at(units);
                Evidence evidence = anytime
                        ? new SequentialEvidence(sum / units, error, sequence, "")
                        : new StudentEvidence(sum / units, error, units - 1, "");
                p[slice] = Math.min(p[slice], evidence.pValue());
            }
        }
        HierarchicalTests tests = new HierarchicalTests(List.of(p), Exploration.RATE);
        double rejected = 0;
        double wrong = 0;
        for (int slice = 0; slice < slices; slice++) {
            if (tests.isRejected(0, slice)) {
                rejected++;
                wrong += slice % 20 == 0 ? 0 : 1;
            }
        }
        return rejected == 0 ? 0 : wrong / rejected;
    }

    @Test
    void ofSlicesThatAreNamedAfterManyLooksFewAreChance() {
        int slowness = 100;
        double anytime = SIMULATION.mean(
                "1000 slices, 5 % real, least p of 50 looks, false among named, sequence",
                "<= 0.10", slowness, random -> falseDiscoveries(random, true));
        double naive = SIMULATION.mean(
                "the same with p-values for one look",
                "0.47 at 0.05",
                slowness,
                random -> falseDiscoveries(random, false));
        assertThat(anytime).isLessThanOrEqualTo(0.10);
        assertThat(naive).isGreaterThan(0.2);
    }
}
