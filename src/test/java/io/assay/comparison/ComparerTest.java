package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One comparison: what it says, when it stays silent, and which laws it keeps. */
class ComparerTest {

    private static final Comparer COMPARER = new Comparer(ComparisonSettings.DEFAULT.withMargin(Margin.absolute(0.1)));

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void swappingCandidateAndBaselineMirrorsTheComparison(long seed) {
        Random random = new Random(seed);
        PairTally tally = new PairTally();
        PairTally mirrored = new PairTally();
        boolean zeroOne = random.nextBoolean();
        for (int i = 0; i < 200; i++) {
            double candidate = zeroOne ? random.nextInt(2) : Math.exp(random.nextGaussian() / 4);
            double baseline = zeroOne ? Math.max(0, random.nextInt(4) - 2) : Math.exp(random.nextGaussian() / 4);
            tally.addPair(candidate, baseline, 1);
            mirrored.addPair(baseline, candidate, 1);
        }
        Comparison there = COMPARER.paired(key(Aggregate.MEAN, Direction.LOWER), tally, Units.ROWS);
        Comparison back = COMPARER.paired(key(Aggregate.MEAN, Direction.HIGHER), mirrored, Units.ROWS);
        assertThat(back.difference()).as("seed %d", seed).isEqualTo(-there.difference());
        assertThat(back.lower()).as("seed %d", seed).isCloseTo(-there.upper(), within(1e-14));
        assertThat(back.upper()).as("seed %d", seed).isCloseTo(-there.lower(), within(1e-14));
        assertThat(back.pValue()).as("seed %d", seed).isCloseTo(there.pValue(), within(1e-14));
        assertThat(back.harmPValue()).as("seed %d", seed).isCloseTo(there.harmPValue(), within(1e-12));
        assertThat(back.finding()).as("seed %d", seed).isEqualTo(there.finding());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aBoundAtTheMarginMeansAHarmPValueOfAlpha(long seed) {
        Random random = new Random(seed);
        PairTally tally = new PairTally();
        boolean zeroOne = random.nextBoolean();
        for (int i = 0; i < 150; i++) {
            double candidate = zeroOne ? random.nextInt(2) : Math.exp(random.nextGaussian());
            tally.addPair(candidate, zeroOne ? Math.max(0, random.nextInt(5) - 3) : 0.5, 1);
        }
        ComparisonKey key = key(Aggregate.MEAN, Direction.LOWER);
        double lower = COMPARER.paired(key, tally, Units.ROWS).lower();
        Comparison atBound = new Comparer(ComparisonSettings.DEFAULT.withMargin(Margin.absolute(lower)))
                .paired(key, tally, Units.ROWS);
        assertThat(lower).as("seed %d", seed).isPositive();
        assertThat(atBound.harmPValue()).as("seed %d", seed).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void fewUnitsAreUnreliableHoweverClear() {
        DoubleBinaryOperator even = (i, random) -> i % 2 == 0 ? 1.2 : 0.8;
        assertThat(paired(differences(29, even)).finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(paired(differences(29, even)).shortfall()).isEqualTo("29 units, at least 30 needed");
        assertThat(paired(differences(30, even)).shortfall()).isEmpty();
        assertThat(paired(differences(30, even)).finding()).isEqualTo(Finding.WORSE_MATERIAL);
    }

    @Test
    void oneDecisiveUnitIsUnreliable() {
        assertThat(paired(differences(1000, (i, random) -> i == 7 ? 1000 : random))
                        .finding())
                .isEqualTo(Finding.UNRELIABLE);
    }

    /** 48 differences of 1, 48 of -1, one of 4 and one of -4: 16 of 128. */
    @Test
    void itIsSaidHowMuchOfTheVarianceOneUnitCarries() {
        Comparison comparison =
                paired(differences(98, (i, random) -> (i % 2 == 0 ? 1 : -1) * (i == 0 || i == 1 ? 4 : 1)));
        assertThat(comparison.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(comparison.shortfall()).isEqualTo("uneven units: one carries 12.5 % of the variance, at most 10 %");
    }

    /** A share p of 0.04 differs: skewness (1 - 2p) / sqrt(p (1 - p)) = 0.92 / sqrt(0.0384), and 25 of its square. */
    @Test
    void itIsSaidHowManyUnitsTheirSkewnessNeeds() {
        Comparison comparison = paired(differences(500, (i, random) -> i % 25 == 0 ? 3 : 0));
        assertThat(comparison.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(comparison.shortfall()).isEqualTo("skewed: 500 units, 552 needed for a skewness of 4.695");
    }

    /** Ten of weight 9 and twenty of weight 1: 110² / 830. */
    @Test
    void unitsOfUnevenWeightStandForFewer() {
        PairTally tally = new PairTally();
        for (int i = 0; i < 30; i++) {
            tally.addPair(1 + i % 2, 1, i < 10 ? 9 : 1);
        }
        assertThat(paired(tally).shortfall()).isEqualTo("30 units with the weight of 14.58, at least 30 needed");
    }

    @Test
    void ofTwoSamplesTheSmallerIsNamed() {
        CostTally large = new CostTally();
        CostTally small = new CostTally();
        for (int i = 0; i < 40; i++) {
            add(large, i);
            add(i < 12 ? small : new CostTally(), i);
        }
        ComparisonKey key = key(Aggregate.MEAN, Direction.LOWER);
        assertThat(COMPARER.unpaired(key, large, small, Units.ROWS).shortfall())
                .isEqualTo("12 units of baseline, at least 30 needed");
        assertThat(COMPARER.unpaired(key, small, large, Units.ROWS).shortfall())
                .isEqualTo("12 units of candidate, at least 30 needed");
    }

    private static void add(CostTally tally, double loss) {
        tally.addRow(loss, 1);
        tally.addRowAsUnit(loss, 1);
    }

    @Test
    void tooFewDifferingUnitsAreUnreliable() {
        Comparison comparison = paired(differences(1000, (i, random) -> i % 112 == 0 ? 1 + i / 1e4 : 0));
        assertThat(comparison.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(comparison.shortfall()).isEqualTo("only 9 units differ, at least 10 needed");
    }

    @Test
    void zeroOneLossesNeedNoDifferingUnitsBeyondTheInterval() {
        PairTally tally = new PairTally();
        for (int i = 0; i < 5000; i++) {
            tally.addPair(i < 3 ? 1 : 0, i < 2 ? 1 : 0, 1);
        }
        Comparison comparison = paired(tally);
        assertThat(comparison.intervalMethod()).isEqualTo("Newcombe paired");
        assertThat(comparison.finding()).isEqualTo(Finding.EQUIVALENT);
    }

    @Test
    void identicalCandidatesPassEvenAtMarginZero() {
        Comparison comparison = new Comparer(ComparisonSettings.DEFAULT.withMargin(Margin.absolute(0)))
                .paired(key(Aggregate.ROOT, Direction.LOWER), differences(3, (i, random) -> 0), Units.ROWS);
        assertThat(comparison.finding()).isEqualTo(Finding.EQUIVALENT);
        assertThat(comparison.verdict()).isEqualTo(Verdict.PASS);
        assertThat(comparison.standardError()).isZero();
        assertThat(comparison.pValue()).isEqualTo(1);
        assertThat(comparison.harmPValue()).isEqualTo(1);
    }

    @Test
    void aLossWithoutDirectionIsNeverWorse() {
        PairTally tally = differences(100, (i, random) -> 5 + random);
        Comparison comparison = COMPARER.paired(key(Aggregate.MEAN, Direction.NONE), tally, Units.ROWS);
        assertThat(comparison.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(comparison.harmPValue()).isNaN();
        assertThat(comparison.pValue()).isLessThan(1e-9);
    }

    @Test
    void nothingToCompareIsNotComparable() {
        Comparison comparison = paired(new PairTally());
        assertThat(comparison.finding()).isEqualTo(Finding.NOT_COMPARABLE);
        assertThat(comparison.difference()).isNaN();
        Comparison unpaired =
                COMPARER.unpaired(key(Aggregate.MEAN, Direction.LOWER), new CostTally(), new CostTally(), Units.ROWS);
        assertThat(unpaired.finding()).isEqualTo(Finding.NOT_COMPARABLE);
    }

    @Test
    void oneUnitIsUnreliable() {
        Comparison comparison = paired(differences(1, (i, random) -> 1));
        assertThat(comparison.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(comparison.difference()).isEqualTo(1);
        assertThat(comparison.lower()).isNaN();
    }

    @Test
    void aBaselineNearZeroGivesNoRelativeDifference() {
        PairTally tally = new PairTally();
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            tally.addPair(random.nextGaussian(), random.nextGaussian(), 1);
        }
        assertThat(paired(tally).relativeDifference()).isNaN();
    }

    @Test
    void fewClustersAreMarked() {
        PairTally tally = differences(39, (i, random) -> random);
        Comparison comparison = COMPARER.paired(key(Aggregate.MEAN, Direction.LOWER), tally, Units.CLUSTERS);
        assertThat(comparison.intervalMethod()).isEqualTo("paired CR1 t (few clusters) with Hall skew guard");
        assertThat(comparison.pairing()).isEqualTo("paired by cluster");
        assertThat(COMPARER.paired(
                                key(Aggregate.MEAN, Direction.LOWER),
                                differences(40, (i, random) -> random),
                                Units.CLUSTERS)
                        .intervalMethod())
                .isEqualTo("paired CR1 t with Hall skew guard");
    }

    @Test
    void aMedianIsNotComparedFromSums() {
        Comparison comparison = COMPARER.paired(
                key(Aggregate.MEDIAN, Direction.LOWER), differences(100, (i, random) -> random), Units.ROWS);
        assertThat(comparison.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(comparison.intervalMethod()).isEqualTo("none: a median is not read from sums");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> Margin.relative(-0.1))
                .hasMessage("Invalid margin: -0.1 (must be finite and at least 0)");
        assertThatThrownBy(() -> new ComparisonSettings(0.7, Margin.ONE_PERCENT, 30))
                .hasMessage("Invalid alpha: 0.7 (must be above 0 and below 0.5)");
        assertThatThrownBy(() -> new ComparisonSettings(0.05, Margin.ONE_PERCENT, 1))
                .hasMessage("Invalid minimum-units: 1 (must be at least 2)");
    }

    /** The interval covers as often as it promises: normal differences, 4 000 repetitions of 40 pairs. */
    @Test
    void coversNormalDifferencesAsPromised() {
        Random random = new Random(20);
        int repetitions = 4000;
        int covered = 0;
        for (int repetition = 0; repetition < repetitions; repetition++) {
            PairTally tally = new PairTally();
            for (int i = 0; i < 40; i++) {
                tally.addPair(random.nextGaussian() + 0.3, random.nextGaussian(), 1);
            }
            StudentEvidence student = new StudentEvidence(
                    Aggregate.MEAN.estimate(tally).difference(),
                    Aggregate.MEAN.estimate(tally).standardError(),
                    39,
                    "t");
            covered += student.lower(0.025) < 0.3 && 0.3 < student.upper(0.025) ? 1 : 0;
        }
        assertThat(covered / (double) repetitions).as("seed 20").isBetween(0.94, 0.96);
    }

    @Test
    void aggregatesAreReadByName() {
        for (Aggregate aggregate : Aggregate.ALL) {
            assertThat(Aggregate.parse(aggregate.name())).isEqualTo(aggregate);
        }
        assertThat(Aggregate.parse("quantile(0.90)").name()).isEqualTo("quantile(0.9)");
        assertThat(List.of(Aggregate.parse("quantile(0.9)").probability())).containsExactly(0.9);
        assertThatThrownBy(() -> Aggregate.parse("quantile(1.5)")).hasMessageContaining("between 0 and 1");
        assertThat(Aggregate.parse("root(2)")).isEqualTo(Aggregate.ROOT);
        assertThat(Aggregate.parse(" Root(3) ").name()).isEqualTo("root(3.0)");
        assertThatThrownBy(() -> Aggregate.parse("root(0)")).hasMessageContaining("larger than 0");
        assertThatThrownBy(() -> Aggregate.parse("root(x)")).hasMessageContaining("larger than 0");
        assertThatThrownBy(() -> Aggregate.parse("average"))
                .hasMessage(
                        "Unknown aggregate: average (known: mean, keras_mean, sum, root, ratio, exponential, median, median_difference, max,"
                                + " quantile(p), root(p), trimmed_mean_difference(trim))");
    }

    private static Comparison paired(PairTally tally) {
        return COMPARER.paired(key(Aggregate.MEAN, Direction.LOWER), tally, Units.ROWS);
    }

    private static ComparisonKey key(Aggregate aggregate, Direction direction) {
        return new ComparisonKey(Cell.ALL, "loss", aggregate, direction, "baseline", "candidate");
    }

    /** Pairs whose differences are a function of the row's number and a standard normal number. */
    private static PairTally differences(int count, DoubleBinaryOperator difference) {
        Random random = new Random(11);
        PairTally tally = new PairTally();
        for (int i = 0; i < count; i++) {
            tally.addPair(2 + difference.applyAsDouble(i, random.nextGaussian() / 5), 2, 1);
        }
        return tally;
    }
}
