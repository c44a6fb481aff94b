package io.assay.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Partitionings.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs add, and what is read from them does not depend on how they are stored. */
class PairTallyLawsTest {

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hasTheSameBytesInEveryPartitioning(long seed) {
        Random random = new Random(seed);
        List<Pair> pairs = pairs(random);
        byte[] expected = tally(pairs).toBytes();
        for (int i = 0; i < 20; i++) {
            PairTally merged = Partitionings.mergedPairs(pairs, random);
            assertThat(merged.toBytes()).as("seed %d, partitioning %d", seed, i).isEqualTo(expected);
        }
        assertThat(PairTally.fromBytes(expected).toBytes()).as("seed %d", seed).isEqualTo(expected);
    }

    /** All units so far are lighter than 1, and this one lies between them. */
    @Test
    void aHeavierPairStandsOutWhereverItComes() {
        PairTally last = new PairTally();
        PairTally first = new PairTally();
        first.addPair(0.25, 0.5, 1);
        for (PairTally tally : List.of(last, first)) {
            tally.addPair(4, 0, 0.5);
            tally.addPair(0, 4, 0.5);
        }
        last.addPair(0.25, 0.5, 1);
        assertThat(last.toBytes()).isEqualTo(first.toBytes());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void swappingTheSidesFlipsTheSign(long seed) {
        List<Pair> pairs = pairs(new Random(seed));
        List<Pair> swapped = pairs.stream().map(Pair::swapped).toList();
        for (Aggregate aggregate : List.of(Aggregate.MEAN, Aggregate.ROOT, Aggregate.SUM)) {
            PairEstimate there = aggregate.estimate(tally(pairs));
            PairEstimate back = aggregate.estimate(tally(swapped));
            String text = "seed " + seed + ", " + aggregate.name();
            assertThat(back.difference()).as(text).isEqualTo(-there.difference());
            assertThat(back.standardError()).as(text).isEqualTo(there.standardError());
            assertThat(back.candidate()).as(text).isEqualTo(there.baseline());
            if (!Double.isNaN(there.skewness())) {
                assertThat(back.skewness()).as(text).isEqualTo(-there.skewness());
            }
            assertThat(back.largestShare()).as(text).isEqualTo(there.largestShare());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scalingTheWeightsByAPowerOfTwoChangesNoBit(long seed) {
        List<Pair> pairs = pairs(new Random(seed));
        PairEstimate plain = Aggregate.MEAN.estimate(tally(pairs));
        PairEstimate scaled = Aggregate.MEAN.estimate(
                tally(pairs.stream().map(pair -> pair.scaled(0x1p9)).toList()));
        assertThat(scaled.difference()).as("seed %d", seed).isEqualTo(plain.difference());
        assertThat(scaled.standardError()).as("seed %d", seed).isEqualTo(plain.standardError());
        assertThat(scaled.skewness()).as("seed %d", seed).isEqualTo(plain.skewness());
    }

    /** The same pairs with and without a stored weight column: one more unit, of weight 2, makes the difference. */
    @ParameterizedTest
    @MethodSource("seeds")
    void storingFewerColumnsDoesNotChangeTheResult(long seed) {
        Random random = new Random(seed);
        PairTally compact = new PairTally();
        PairTally wide = new PairTally();
        wide.addUnit(3, 2, 1, 4, 2);
        for (int i = 0; i < 50; i++) {
            double candidate = random.nextGaussian();
            double baseline = random.nextGaussian();
            compact.addPair(candidate, baseline, 1);
            wide.addPair(candidate, baseline, 1);
        }
        compact.addUnit(3, 2, 1, 4, 2);
        assertThat(compact.toBytes()).as("seed %d", seed).isEqualTo(wide.toBytes());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void differenceAndStandardErrorEqualThePlainLoop(long seed) {
        Random random = new Random(seed);
        PairTally tally = new PairTally();
        int n = 100;
        double[] weights = new double[n];
        double[] differences = new double[n];
        double weighted = 0;
        double weight = 0;
        for (int i = 0; i < n; i++) {
            double candidate = random.nextGaussian();
            double baseline = random.nextGaussian();
            weights[i] = 1 + random.nextDouble();
            differences[i] = candidate - baseline;
            tally.addPair(candidate, baseline, weights[i]);
            weighted += weights[i] * differences[i];
            weight += weights[i];
        }
        double mean = weighted / weight;
        double squares = 0;
        double cubes = 0;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double residual = weights[i] * (differences[i] - mean);
            squares += residual * residual;
            cubes += residual * residual * residual;
            largest = Math.max(largest, residual * residual);
        }
        PairEstimate estimate = Aggregate.MEAN.estimate(tally);
        assertThat(estimate.difference()).as("seed %d", seed).isCloseTo(mean, within(1e-12));
        assertThat(estimate.standardError())
                .as("seed %d", seed)
                .isCloseTo(Math.sqrt(n / (n - 1.0) * squares) / weight, within(1e-12));
        assertThat(estimate.skewness())
                .as("seed %d", seed)
                .isCloseTo(cubes / n / Math.pow(squares / n, 1.5), within(1e-9));
        assertThat(estimate.largestShare()).as("seed %d", seed).isLessThanOrEqualTo(largest / squares + 1e-12);
    }

    /** Rows of weight 0, 1 and in between, clusters, and dropped pairs, in one tally. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyWayOfAddingKeepsTheBytes(long seed) {
        Random random = new Random(seed);
        List<Consumer<PairTally>> steps = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            steps.add(step(random));
        }
        PairTally straight = new PairTally();
        steps.forEach(step -> step.accept(straight));
        for (int i = 0; i < 20; i++) {
            PairTally merged = Partitionings.merged(
                    steps,
                    random,
                    PairTally::new,
                    (tally, step) -> step.accept(tally),
                    PairTally::add,
                    tally -> PairTally.fromBytes(tally.toBytes()));
            assertThat(merged.toBytes()).as("seed %d, partitioning %d", seed, i).isEqualTo(straight.toBytes());
        }
    }

    private static Consumer<PairTally> step(Random random) {
        double candidate = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextGaussian();
        double baseline = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextGaussian();
        double weight = random.nextDouble();
        return switch (random.nextInt(7)) {
            case 0 -> tally -> tally.addPair(candidate, baseline, weight);
            case 1 -> tally -> tally.addPair(candidate, baseline, 0);
            case 2 -> tally -> tally.addCandidateUnscored(1);
            case 3 -> {
                UnitSums own = unit(random.nextLong(), 3);
                UnitSums other = unit(random.nextLong(), 3);
                yield tally -> tally.addUnit(own, other);
            }
            default -> tally -> tally.addPair(candidate, baseline, 1);
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCostOnPairsHasTheBitsOfTheCostAlone(long seed) {
        Random random = new Random(seed);
        PairTally pairs = new PairTally();
        CostTally costs = new CostTally();
        for (int i = 0; i < 100; i++) {
            double candidate = random.nextGaussian();
            double weight = random.nextInt(4) / 3.0;
            pairs.addPair(candidate, random.nextGaussian(), weight);
            costs.addRowAsUnit(candidate, weight);
            UnitSums unit = unit(random.nextLong(), i % 3);
            pairs.addUnit(unit, unit(random.nextLong(), i % 3));
            costs.addUnit(unit);
        }
        for (Aggregate aggregate : List.of(Aggregate.MEAN, Aggregate.SUM, Aggregate.EXPONENTIAL)) {
            assertThat(aggregate.estimate(pairs).candidate())
                    .as("seed %d, %s", seed, aggregate.name())
                    .isEqualTo(aggregate.value(costs));
        }
    }

    private static UnitSums unit(long seed, int rows) {
        Random random = new Random(seed);
        UnitSums unit = new UnitSums();
        for (int i = 0; i < rows; i++) {
            unit.add(random.nextGaussian(), 0.1 + random.nextInt(2));
        }
        return unit;
    }

    private static PairTally tally(List<Pair> pairs) {
        PairTally tally = new PairTally();
        pairs.forEach(pair -> pair.addTo(tally));
        return tally;
    }

    /** Rows of weight 1, weighted clusters, or ratios with a denominator on either side, by the seed's choice. */
    private static List<Pair> pairs(Random random) {
        List<Pair> pairs = new ArrayList<>();
        int kind = random.nextInt(4);
        for (int i = 0, n = 5 + random.nextInt(100); i < n; i++) {
            double weight = kind == 0 || i < 3 ? 1 : 1 + random.nextInt(3);
            double other = kind == 3 && i > 4 ? 1 + random.nextInt(3) : weight;
            double candidate = kind == 2 ? random.nextInt(2) : Math.exp(random.nextGaussian());
            double baseline = kind == 2 ? random.nextInt(2) : Math.exp(random.nextGaussian());
            pairs.add(new Pair(candidate, weight, baseline, other, (long) weight));
        }
        return pairs;
    }
}
