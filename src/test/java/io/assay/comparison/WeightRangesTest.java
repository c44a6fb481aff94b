package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.WeightRanges.Sum;
import io.assay.cost.Aggregate;
import io.assay.cost.MetricBasis;
import io.assay.cost.PairTally;
import io.assay.cost.UnitVector;
import io.assay.cost.VectorPairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a verdict depends on the weights of a sum. */
class WeightRangesTest {

    private static final MetricBasis TWO = MetricBasis.parts(2);

    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "total", Aggregate.MEAN, Direction.LOWER, "a", "b");

    /** Two parts of a candidate's row and of the baseline's. */
    private record Row(double[] candidate, double[] baseline) {

        PairTally addTo(PairTally tally, double first, double second) {
            tally.addPair(first * candidate[0] + second * candidate[1], first * baseline[0] + second * baseline[1], 1);
            return tally;
        }
    }

    /** The first part is worse by 1 in every row; the second by 1 in 15 rows, better by 1 in 15 and equal in one. */
    private static List<Row> steps() {
        List<Row> rows = new ArrayList<>();
        for (int i = -15; i <= 15; i++) {
            rows.add(new Row(new double[] {3, 4 + Math.signum(i)}, new double[] {2, 4}));
        }
        return rows;
    }

    /** The first part is worse by 0.3 of 2.7 and the second better by 0.25 of 1.3, on average; they vary together. */
    private static List<Row> skewed(long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double shared = random.nextGaussian();
            rows.add(new Row(
                    new double[] {3 + shared, Math.exp(0.3 * random.nextGaussian() - 0.1 * shared)},
                    new double[] {2.7 + 0.8 * shared, 1.3}));
        }
        return rows;
    }

    private static VectorPairTally tally(List<Row> rows) {
        VectorPairTally tally = new VectorPairTally(TWO);
        for (Row row : rows) {
            UnitVector candidate = new UnitVector(TWO);
            UnitVector baseline = new UnitVector(TWO);
            candidate.addParts(1, row.candidate());
            baseline.addParts(1, row.baseline());
            tally.addUnit(candidate, baseline);
        }
        return tally;
    }

    private static Comparison compared(List<Row> rows, Margin margin, double first, double second) {
        PairTally tally = new PairTally();
        rows.forEach(row -> row.addTo(tally, first, second));
        return new Comparer(ComparisonSettings.DEFAULT.withMargin(margin)).paired(KEY, tally, Units.ROWS);
    }

    private static GatedComparison gated(List<Row> rows, Margin margin, double first, double second) {
        return new GatedComparison(
                new Gate("total", Cell.ALL, true, margin),
                "a",
                "b",
                Optional.of(compared(rows, margin, first, second)),
                rows.size(),
                0);
    }

    private static Sum sum(List<Row> rows, boolean renormalise, double first, double second) {
        return new Sum(
                KEY, Units.ROWS, List.of("x", "y"), List.of(first, second), renormalise, Optional.of(tally(rows)));
    }

    private static List<WeightRange> ranges(List<Row> rows, Margin margin, double first, double second) {
        return new WeightRanges(ComparisonSettings.DEFAULT, List.of(gated(rows, margin, first, second)))
                .of(0, sum(rows, false, first, second));
    }

    /**
     * With weights v and w the difference is v, its standard error w·√(30/30/31), and t for 30 degrees of freedom is
     * 1.6972609: the bounds are v ± 0.3048371·w, and the margin is 0.5.
     */
    @Test
    void aRangeEndsWhereABoundMeetsTheMargin() {
        Margin half = Margin.absolute(0.5);
        List<WeightRange> passing = ranges(steps(), half, 0.125, 1);
        assertThat(passing).extracting(WeightRange::verdict).containsOnly(Verdict.PASS);
        assertThat(passing.get(0).lower()).isZero();
        assertThat(passing.get(0).below()).isEmpty();
        assertThat(passing.get(0).upper()).isCloseTo(0.1951629, within(1e-7));
        assertThat(passing.get(0).above()).contains(Verdict.INCONCLUSIVE);
        assertThat(passing.get(1).upper()).isCloseTo(0.375 / 0.3048371, within(1e-6));
        assertThat(passing.get(0).sentence())
                .isEqualTo("PASS for any weight of x from 0 to 0.1952 (now 0.125); above it: INCONCLUSIVE");
        WeightRange undecided = ranges(steps(), half, 0.5, 1).get(0);
        assertThat(undecided.lower()).isCloseTo(0.1951629, within(1e-7));
        assertThat(undecided.upper()).isCloseTo(0.8048371, within(1e-7));
        assertThat(undecided.sentence())
                .isEqualTo("INCONCLUSIVE for any weight of x from 0.1952 to 0.8048 (now 0.5);"
                        + " below it: PASS; above it: FAIL");
        assertThat(ranges(steps(), half, 2, 1).get(0).sentence())
                .isEqualTo("FAIL for any weight of x above 0.8048 (now 2); below it: INCONCLUSIVE");
    }

    /** With v = −1 everything is better while −1 + 0.3048371·w < 0.5, and is not worse than 0 for the weight 0. */
    @Test
    void aNegativeWeightIsLookedAtOnItsOwnSideOfZero() {
        WeightRange range = ranges(steps(), Margin.absolute(0.5), -1, 1).get(0);
        assertThat(range.upper()).isZero();
        assertThat(range.sentence()).isEqualTo("PASS for any weight of x below 0 (now -1)");
    }

    /** The verdict with weights right inside and right outside of each end, computed from the rows anew. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theEndsAreThoseOfAComparisonWithOtherWeights(long seed) {
        List<Row> rows = skewed(seed);
        Margin margin = Margin.relative(0.05);
        int ends = 0;
        for (double second : new double[] {0.25, 1, 4}) {
            for (WeightRange range : ranges(rows, margin, 1, second)) {
                boolean first = range.part().equals("x");
                for (double end : new double[] {range.lower(), range.upper()}) {
                    boolean upper = end == range.upper();
                    Optional<Verdict> beyond = upper ? range.above() : range.below();
                    if (beyond.isPresent()) {
                        ends++;
                        double inside = end * (upper ? 1 - 1e-9 : 1 + 1e-9);
                        double outside = end * (upper ? 1 + 1e-9 : 1 - 1e-9);
                        assertThat(verdict(rows, margin, first, inside, second)).isEqualTo(range.verdict());
                        assertThat(verdict(rows, margin, first, outside, second))
                                .isEqualTo(beyond.get());
                    }
                }
            }
        }
        assertThat(ends).isPositive();
    }

    private static Verdict verdict(List<Row> rows, Margin margin, boolean first, double weight, double second) {
        return compared(rows, margin, first ? weight : 1, first ? second : weight)
                .verdict();
    }

    @ParameterizedTest
    @CsvSource({"true, missing: renormalise", "false, ''"})
    void whatHasNoRangeSaysWhy(boolean renormalise, String reason) {
        GatedComparison gate = gated(steps(), Margin.absolute(0.5), 0.125, 1);
        WeightRange range = new WeightRanges(ComparisonSettings.DEFAULT, List.of(gate))
                .of(0, sum(steps(), renormalise, 0.125, 1))
                .get(0);
        assertThat(range.obstacle()).contains(reason);
        assertThat(Double.isNaN(range.upper())).isEqualTo(renormalise);
    }

    /**
     * One of 40 rows is 6 in the second part, all others ±1 in turns; the first part is ±1 in pairs. Its share of the
     * variance grows with the weight of the second part, until the comparison is no ground for a verdict.
     */
    @Test
    void aRangeEndsWhereOneUnitDecides() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double second = i == 0 ? 6 : i % 2 == 0 ? 1 : -1;
            rows.add(new Row(new double[] {i % 4 < 2 ? 1 : -1, second}, new double[] {0, 0}));
        }
        WeightRange range = ranges(rows, Margin.absolute(5), 1, 0.01).get(1);
        assertThat(range.verdict()).isEqualTo(Verdict.PASS);
        assertThat(range.above()).contains(Verdict.INCONCLUSIVE);
        Margin margin = Margin.absolute(5);
        assertThat(compared(rows, margin, 1, range.upper() * (1 - 1e-9)).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(compared(rows, margin, 1, range.upper() * (1 + 1e-9)).shortfall())
                .startsWith("uneven units: ");
    }

    /** Of two tests Holm doubles the smaller p-value, so that a failure beside another needs p ≤ 0.025. */
    @Test
    void theOtherGatesTakePartInTheCorrection() {
        GatedComparison own = gated(steps(), Margin.absolute(0.5), 2, 1);
        GatedComparison other = gated(steps(), Margin.absolute(0.5), 0.125, 1);
        double alone = new WeightRanges(ComparisonSettings.DEFAULT, List.of(own))
                .of(0, sum(steps(), false, 2, 1))
                .get(0)
                .lower();
        double beside = new WeightRanges(ComparisonSettings.DEFAULT, List.of(own, other))
                .of(0, sum(steps(), false, 2, 1))
                .get(0)
                .lower();
        // t for 30 degrees of freedom and 0.025 is 2.0422725: v − 2.0422725·0.1796053 = 0.5.
        assertThat(alone).isCloseTo(0.8048371, within(1e-7));
        assertThat(beside).isCloseTo(0.5 + 2.0422725 * 0.1796053, within(1e-6));
    }
}
