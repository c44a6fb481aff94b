package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Panels.Row;
import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.Interval;
import io.assay.cost.MetricDifference;
import io.assay.cost.MetricEstimate;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.cost.Spread;
import io.assay.cost.StudentT;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard errors by two ways to cluster: against plain loops over rows, and the laws that they keep. */
class TwoWayClustersTest {

    private static final double NONE = Double.NaN;
    private static final double ALPHA = 0.025;

    private static ComparisonKey key(Aggregate aggregate) {
        return new ComparisonKey(Cell.ALL, "loss", aggregate, Direction.LOWER, "baseline", "candidate");
    }

    private static Comparison paired(Aggregate aggregate, TwoWay<PairTally> tallies) {
        return new TwoWayComparer(ComparisonSettings.DEFAULT).paired(key(aggregate), tallies);
    }

    private static Offset<Double> near(double number) {
        return within(1e-11 * Math.abs(number));
    }

    private static void isRootOf(double standardError, double variance) {
        assertThat(variance).isPositive();
        assertThat(standardError).isCloseTo(Math.sqrt(variance), near(Math.sqrt(variance)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void pairedStandardErrorsAreThoseOfLoops(long seed) {
        Panels panel = Panels.drawn(seed, 35, 41, seed % 2 == 0);
        double weight = panel.weight();
        double difference = panel.mean(row -> row.candidate() - row.baseline());
        Comparison mean = paired(Aggregate.MEAN, panel.pairs());
        assertThat(mean.difference()).isCloseTo(difference, near(difference));
        isRootOf(
                mean.standardError(),
                panel.variance(row -> row.weight() * (row.candidate() - row.baseline() - difference) / weight));
        assertThat(mean.units()).isEqualTo(35);
        assertThat(mean.rows()).isEqualTo(panel.rows().size());
        assertThat(mean.pairing()).isEqualTo("paired by two-way cluster");
        assertThat(mean.intervalMethod()).isEqualTo("paired two-way CR1 t (few clusters) with Hall skew guard");

        double ours = panel.mean(Row::candidate);
        double theirs = panel.mean(Row::baseline);
        Comparison root = paired(Aggregate.ROOT, panel.pairs());
        assertThat(root.difference()).isCloseTo(Math.sqrt(ours) - Math.sqrt(theirs), within(1e-12));
        isRootOf(
                root.standardError(),
                panel.variance(row -> row.weight()
                        * ((row.candidate() - ours) / (2 * Math.sqrt(ours))
                                - (row.baseline() - theirs) / (2 * Math.sqrt(theirs)))
                        / weight));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void relativeChangesAndRatiosOfMeansAreThoseOfLoops(long seed) {
        Panels panel = Panels.drawn(seed, 32, 33, seed % 2 == 0);
        double weight = panel.weight();
        double ours = panel.mean(Row::candidate);
        double theirs = panel.mean(Row::baseline);
        MetricDifference difference =
                TwoWayClusters.difference(panel.pairs().map(tally -> MetricDifference.of(Aggregate.MEAN, tally)));
        PairEstimate estimate = difference.estimate();
        assertThat(estimate.relative()).isCloseTo(ours / theirs - 1, within(1e-12));
        isRootOf(
                estimate.relativeStandardError(),
                panel.variance(row -> row.weight()
                        * ((row.candidate() - ours) - ours / theirs * (row.baseline() - theirs))
                        / (theirs * weight)));
        isRootOf(
                estimate.baselineStandardError(),
                panel.variance(row -> row.weight() * (row.baseline() - theirs) / weight));
        assertThat(difference.effectiveUnits())
                .isEqualTo(Math.min(
                        panel.pairs(Row::series).effectiveUnits(),
                        panel.pairs(Row::date).effectiveUnits()));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void costsAndIndependentSamplesAreThoseOfLoops(long seed) {
        Panels panel = Panels.drawn(seed, 45, 40, seed % 2 == 0);
        Panels other = Panels.drawn(seed + 100, 33, 38, seed % 2 == 0);
        MetricEstimate cost = TwoWayComparer.estimate(Aggregate.MEAN, panel.costs(Row::candidate));
        double ours = variance(panel, Row::candidate);
        double theirs = variance(other, Row::baseline);
        isRootOf(cost.standardError(), ours);
        double half = StudentT.upperPoint(0.025, 39) * Math.sqrt(ours);
        assertThat(cost.interval().upper()).isCloseTo(panel.mean(Row::candidate) + half, within(1e-10));
        assertThat(cost.units()).isEqualTo(40);

        Comparison welch = new TwoWayComparer(ComparisonSettings.DEFAULT)
                .unpaired(key(Aggregate.MEAN), panel.costs(Row::candidate), other.costs(Row::baseline));
        isRootOf(welch.standardError(), ours + theirs);
        double degrees = Math.pow(ours + theirs, 2) / (ours * ours / 39 + theirs * theirs / 32);
        assertThat(welch.upper() - welch.difference())
                .isCloseTo(StudentT.upperPoint(0.05, degrees) * welch.standardError(), within(1e-9));
        assertThat(welch.intervalMethod()).isEqualTo("Welch two-way CR1 t (few clusters)");
        assertThat(welch.pairing()).isEqualTo("unpaired by two-way cluster");
        assertThat(welch.units()).isEqualTo(73);
    }

    private static double variance(Panels panel, ToDoubleFunction<Row> loss) {
        double mean = panel.mean(loss);
        double weight = panel.weight();
        return panel.variance(row -> row.weight() * (loss.applyAsDouble(row) - mean) / weight);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void neitherTheOrderOfTheWaysNorThatOfRowsNorPartitionsChangeABit(long seed) {
        Panels panel = Panels.drawn(seed, 31, 36, true);
        Comparison once = paired(Aggregate.MEAN, panel.pairs());
        assertThat(paired(Aggregate.MEAN, panel.swapped().pairs())).isEqualTo(once);
        assertThat(TwoWayComparer.estimate(Aggregate.ROOT, panel.swapped().costs(Row::baseline)))
                .isEqualTo(TwoWayComparer.estimate(Aggregate.ROOT, panel.costs(Row::baseline)));
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            Panels shuffled = panel.shuffled(random.nextLong());
            int parts = 1 + random.nextInt(20);
            TwoWay<PairTally> tallies = new TwoWay<>(
                    shuffled.pairs(Row::series, parts, random),
                    shuffled.pairs(Row::date, parts, random),
                    shuffled.pairs(Row::crossing, parts, random));
            assertThat(tallies.map(PairTally::toBytes).crossing())
                    .isEqualTo(panel.pairs(Row::crossing).toBytes());
            assertThat(paired(Aggregate.MEAN, tallies)).isEqualTo(once);
        }
    }

    @Test
    void aWayThatIsNestedInTheOtherSaysNothingMore() {
        List<Row> rows = new ArrayList<>();
        for (Row row : Panels.drawn(41, 60, 20, true).rows()) {
            // Every date has a series of its own.
            rows.add(new Row(row.series(), 1_000 * row.series() + row.date(), row.candidate(), row.baseline(), 1.5));
        }
        Panels nested = new Panels(rows);
        assertThat(nested.clusters(Row::date)).isEqualTo(nested.clusters(Row::crossing));
        Comparison one = new Comparer(ComparisonSettings.DEFAULT)
                .paired(key(Aggregate.MEAN), nested.pairs(Row::series), Units.CLUSTERS);
        assertThat(paired(Aggregate.MEAN, nested.pairs())).isEqualTo(one);
        assertThat(paired(Aggregate.MEAN, nested.swapped().pairs())).isEqualTo(one);
        assertThat(TwoWayComparer.estimate(Aggregate.MEAN, nested.costs(Row::candidate)))
                .isEqualTo(MetricEstimate.of(
                        Aggregate.MEAN, nested.costs(Row::candidate).one()));
        // The formula says the same where the rule for nested ways is not asked.
        TwoWay<Double> errors =
                nested.pairs().map(tally -> Aggregate.MEAN.estimate(tally).standardError());
        assertThat(TwoWayClusters.standardError(errors).value()).isEqualTo(errors.one());
        assertThat(TwoWayClusters.standardError(errors).larger()).isFalse();
    }

    @Test
    void whereVariancesCancelTheLargerWayIsTaken() {
        assertThat(TwoWayClusters.standardError(new TwoWay<>(3.0, 4.0, 5.0)))
                .isEqualTo(new TwoWayClusters.StandardError(4, true));
        assertThat(TwoWayClusters.standardError(new TwoWay<>(3.0, 4.0, 6.0)))
                .isEqualTo(new TwoWayClusters.StandardError(4, true));
        assertThat(TwoWayClusters.standardError(new TwoWay<>(3.0, 4.0, 3.0)))
                .isEqualTo(new TwoWayClusters.StandardError(4, false));
        assertThat(TwoWayClusters.standardError(new TwoWay<>(2.0, 2.0, 2.0)))
                .isEqualTo(new TwoWayClusters.StandardError(2, false));
        // Roots are rounded, and what that leaves is no variance.
        double rounded = Math.nextDown(Math.sqrt(2));
        assertThat(TwoWayClusters.standardError(new TwoWay<>(1.0, 1.0, rounded)))
                .isEqualTo(new TwoWayClusters.StandardError(1, true));
        // Every series and every date adds up to the same, and rows do not.
        assertThat(TwoWayClusters.standardError(new TwoWay<>(0.0, 0.0, 7.0)))
                .isEqualTo(new TwoWayClusters.StandardError(7, true));
        assertThat(TwoWayClusters.standardError(new TwoWay<>(0.0, 0.0, 0.0)))
                .isEqualTo(new TwoWayClusters.StandardError(0, false));
        assertThat(TwoWayClusters.standardError(new TwoWay<>(1e200, 1e200, 1e-200))
                        .value())
                .isEqualTo(1e200 * Math.sqrt(2));
        assertThat(TwoWayClusters.standardError(new TwoWay<>(NONE, 1.0, 1.0)).value())
                .isNaN();
    }

    /** Series and dates without anything in common, and rows that take turns: each way alone sees less than the crossing. */
    @Test
    void theMethodTellsThatOneWayStandsAlone() {
        List<Row> rows = new ArrayList<>();
        Random random = new Random(51);
        for (int s = 0; s < 40; s++) {
            for (int d = 0; d < 40; d++) {
                double turn = (s + d) % 2 == 0 ? 1 : -1;
                rows.add(new Row(s, d, turn + 0.01 * random.nextGaussian(), 0, 1));
            }
        }
        Panels panel = new Panels(rows);
        Comparison line = paired(Aggregate.MEAN, panel.pairs());
        double mean = panel.mean(Row::candidate);
        ToDoubleFunction<Row> influence = row -> (row.candidate() - mean) / rows.size();
        assertThat(panel.variance(influence)).isNegative();
        isRootOf(line.standardError(), Math.max(panel.cr1(influence, Row::series), panel.cr1(influence, Row::date)));
        assertThat(line.intervalMethod()).startsWith("paired two-way CR1 t, the larger way alone");
    }

    @Test
    void theRulesOnUnitsHoldForEitherWay() {
        Comparison few = paired(Aggregate.MEAN, Panels.drawn(61, 60, 12, false).pairs());
        assertThat(few.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(few.shortfall()).startsWith("12 units").contains("at least 30 needed");
        assertThat(few.units()).isEqualTo(12);
        assertThat(paired(Aggregate.MEAN, Panels.drawn(61, 12, 60, false).pairs())
                        .shortfall())
                .startsWith("12 units");

        // One date of forty carries nearly everything; series by series nothing stands out.
        List<Row> rows = new ArrayList<>();
        Random random = new Random(62);
        for (int s = 0; s < 120; s++) {
            for (int d = 0; d < 40; d++) {
                rows.add(new Row(s, d, (d == 7 ? 3 : 0) + 0.1 * random.nextGaussian(), 0, 1));
            }
        }
        Panels spike = new Panels(rows);
        assertThat(new Comparer(ComparisonSettings.DEFAULT)
                        .paired(key(Aggregate.MEAN), spike.pairs(Row::series), Units.CLUSTERS)
                        .shortfall())
                .isEmpty();
        assertThat(paired(Aggregate.MEAN, spike.pairs()).shortfall()).startsWith("uneven units");
    }

    @Test
    void aSingleDateHasNoInterval() {
        Panels date = Panels.drawn(71, 50, 1, false);
        Comparison line = paired(Aggregate.MEAN, date.pairs());
        assertThat(line.standardError()).isNaN();
        assertThat(line.lower()).isNaN();
        assertThat(line.finding()).isEqualTo(Finding.UNRELIABLE);
        MetricEstimate cost = TwoWayComparer.estimate(Aggregate.MEAN, date.costs(Row::candidate));
        assertThat(cost.standardError()).isNaN();
        assertThat(cost.spread().flaw()).isEqualTo("1 cluster one way, at least 2 needed");
        Comparison limit = new LimitComparer(ComparisonSettings.DEFAULT)
                .compare(
                        Cell.ALL,
                        "loss",
                        "mean",
                        "candidate",
                        LimitComparer.Level.of(cost),
                        new Limit(Limit.Kind.AT_MOST, 1e9));
        assertThat(limit.finding()).isEqualTo(Finding.UNRELIABLE);
    }

    @Test
    void identicalVersionsAreIdenticalWhateverTheClusters() {
        List<Row> same = Panels.drawn(81, 40, 40, false).rows().stream()
                .map(row -> new Row(row.series(), row.date(), row.baseline(), row.baseline(), row.weight()))
                .toList();
        Comparison line = paired(Aggregate.MEAN, new Panels(same).pairs());
        assertThat(line.finding()).isEqualTo(Finding.EQUIVALENT);
        assertThat(line.intervalMethod()).isEqualTo("identical");
        TwoWay<PairTally> nothing = new TwoWay<>(new PairTally(), new PairTally(), new PairTally());
        assertThat(paired(Aggregate.MEAN, nothing).finding()).isEqualTo(Finding.NOT_COMPARABLE);
        TwoWay<CostTally> none = new TwoWay<>(new CostTally(), new CostTally(), new CostTally());
        assertThat(new TwoWayComparer(ComparisonSettings.DEFAULT)
                        .unpaired(key(Aggregate.MEAN), none, none)
                        .finding())
                .isEqualTo(Finding.NOT_COMPARABLE);
    }

    @Test
    void whatIsSeenByLeavingOutBucketsHasNoInterval() {
        MetricDifference one = ofBuckets(40, 0.5);
        MetricDifference difference =
                TwoWayClusters.difference(new TwoWay<>(one, ofBuckets(50, 0.4), ofBuckets(900, 0.2)));
        assertThat(difference.estimate().difference()).isEqualTo(-1);
        assertThat(difference.estimate().standardError()).isNaN();
        Comparison line = new MetricComparer(ComparisonSettings.DEFAULT)
                .paired(
                        new MetricComparer.Key(Cell.ALL, "kappa", Direction.HIGHER, "baseline", "candidate"),
                        difference,
                        Units.TWO_WAY);
        assertThat(line.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(line.shortfall())
                .isEqualTo("no interval by two-way clusters: it is seen by leaving out buckets of units");
        // Nested ways are one way.
        assertThat(TwoWayClusters.difference(new TwoWay<>(one, ofBuckets(900, 0.4), ofBuckets(900, 0.2))))
                .isEqualTo(one);
    }

    private static MetricDifference ofBuckets(long units, double error) {
        PairEstimate estimate = new PairEstimate(1, 2, -1, error, error, NONE, NONE, NONE, NONE);
        return new MetricDifference(
                estimate, Optional.empty(), Spread.ofBuckets(64, 0), 2_000, units, (double) units, units);
    }

    /** Series and dates have a third and two thirds of what a row's neighbours have in common. */
    @Test
    void intervalsHoldTheTruthWhereThoseOfOneWayDoNot() {
        Random random = new Random(Repetitions.SEED);
        ComparisonSettings settings = new ComparisonSettings(ALPHA, Margin.absolute(1), 30);
        int repetitions = 400;
        int both = 0;
        int one = 0;
        for (int i = 0; i < repetitions; i++) {
            TwoWay<PairTally> tallies = drawn(random, 50, 50);
            both += holds(new TwoWayComparer(settings).paired(key(Aggregate.MEAN), tallies));
            one += holds(new Comparer(settings).paired(key(Aggregate.MEAN), tallies.one(), Units.CLUSTERS));
        }
        assertThat(both / (double) repetitions).isBetween(0.91, 0.98);
        assertThat(one / (double) repetitions).isLessThan(0.82);
    }

    private static int holds(Comparison line) {
        return line.lower() <= 0 && 0 <= line.upper() ? 1 : 0;
    }

    private static TwoWay<PairTally> drawn(Random random, int series, int dates) {
        double[] ofSeries = new double[series];
        double[] ofDates = new double[dates];
        double[] effects = new double[dates];
        PairTally crossing = new PairTally();
        for (int d = 0; d < dates; d++) {
            effects[d] = Math.sqrt(2) * random.nextGaussian();
        }
        for (int s = 0; s < series; s++) {
            double effect = random.nextGaussian();
            for (int d = 0; d < dates; d++) {
                double loss = effect + effects[d] + random.nextGaussian();
                ofSeries[s] += loss;
                ofDates[d] += loss;
                crossing.addPair(loss, 0, 1);
            }
        }
        return new TwoWay<>(units(ofSeries, dates), units(ofDates, series), crossing);
    }

    private static PairTally units(double[] sums, int rows) {
        PairTally tally = new PairTally();
        for (double sum : sums) {
            tally.addUnit(sum, rows, 0, rows, rows);
        }
        return tally;
    }

    @Test
    void waysThatAgreeGiveTheStandardErrorThatTheyAgreeOn() {
        double half = 0.1;
        MetricEstimate value =
                new MetricEstimate(0.95, half, new Interval(0.8, 0.99), NONE, Spread.linear(40), 1_000, 40, 40);
        TwoWay<MetricEstimate> ways = new TwoWay<>(
                value,
                value,
                new MetricEstimate(0.95, half, value.interval(), NONE, Spread.linear(900), 1_000, 900, 900));
        MetricEstimate both = TwoWayClusters.estimate(ways);
        assertThat(both.standardError()).isEqualTo(half);
        assertThat(both.spread()).isEqualTo(new Spread("two-way CR1 t", 39, ""));
        assertThat(both.interval().upper()).isCloseTo(0.95 + StudentT.upperPoint(0.025, 39) * half, within(1e-12));
    }
}
