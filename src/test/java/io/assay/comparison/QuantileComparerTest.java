package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Aggregate;
import io.assay.cost.CostTally;
import io.assay.cost.PairTally;
import io.assay.cost.PairedQuantiles;
import io.assay.cost.QuantileBounds;
import io.assay.cost.QuantileCurve;
import io.assay.cost.QuantileShares;
import io.assay.cost.Spread;
import io.assay.cost.UnitSums;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantiles of losses compared, on losses held in arrays. */
class QuantileComparerTest {

    /** Losses of both versions, a unit having so many rows. */
    private record Losses(double[] candidate, double[] baseline, int rowsPerUnit) {

        QuantileBounds bounds(double p, double[] losses, double effectiveRows) {
            QuantileCurve curve = new QuantileCurve(p, losses.length, effectiveRows);
            Arrays.stream(losses).sorted().forEach(loss -> curve.add(loss, 1));
            long units = losses.length / rowsPerUnit;
            return new QuantileBounds(p, curve.quantile(), effectiveRows, units, curve.lower(), curve.upper());
        }

        double quantile(double p, double[] losses) {
            return bounds(p, losses, 1).value();
        }

        PairTally tally(DoubleUnaryOperator ours, DoubleUnaryOperator theirs) {
            PairTally tally = new PairTally();
            for (int i = 0; i < candidate.length; i += rowsPerUnit) {
                UnitSums own = new UnitSums();
                UnitSums other = new UnitSums();
                for (int j = i; j < i + rowsPerUnit; j++) {
                    own.add(ours.applyAsDouble(candidate[j]), 1, 1);
                    other.add(theirs.applyAsDouble(baseline[j]), 1, 1);
                }
                tally.addUnit(own, other);
            }
            return tally;
        }

        Comparison compare(double p, Units units) {
            double ours = quantile(p, candidate);
            double theirs = quantile(p, baseline);
            PairTally shares = tally(loss -> loss <= ours ? 1 : 0, loss -> loss <= theirs ? 1 : 0);
            PairedQuantiles quantiles = new PairedQuantiles(
                    bounds(p, candidate, QuantileShares.candidateRows(shares)),
                    bounds(p, baseline, QuantileShares.baselineRows(shares)),
                    QuantileShares.correlation(shares));
            return COMPARER.paired(key(p), tally(loss -> loss, loss -> loss), Optional.of(quantiles), units);
        }
    }

    private static final QuantileComparer COMPARER = new QuantileComparer(ComparisonSettings.DEFAULT);

    private static ComparisonKey key(double p) {
        return new ComparisonKey(
                Cell.ALL, "loss", Aggregate.parse("quantile(" + p + ")"), Direction.LOWER, "old", "new");
    }

    private static double[] numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToDouble(i -> i).toArray();
    }

    @Test
    void onTheSameRowsAShiftIsKnownExactlyHoweverMuchTheLossesVary() {
        // All losses are 5 greater: both indicators are the same, the correlation 1, and the bounds of both cancel.
        Comparison comparison = new Losses(numbers(6, 105), numbers(1, 100), 1).compare(0.5, Units.ROWS);
        assertThat(comparison.difference()).isEqualTo(5);
        assertThat(comparison.baselineCost()).isEqualTo(50.5);
        assertThat(comparison.lower()).isCloseTo(5, within(1e-12));
        assertThat(comparison.upper()).isCloseTo(5, within(1e-12));
        assertThat(comparison.finding()).isEqualTo(Finding.WORSE_MATERIAL);
        assertThat(comparison.intervalMethod()).isEqualTo("paired order statistics");
    }

    @Test
    void onDifferentRowsTheBoundsAddUp() {
        CostTally tally = new CostTally();
        for (double loss : numbers(1, 100)) {
            tally.addRow(loss, 1);
            tally.addRowAsUnit(loss, 1);
        }
        Losses losses = new Losses(numbers(1, 100), numbers(1, 100), 1);
        QuantileComparer.OfVersion side =
                new QuantileComparer.OfVersion(tally, Optional.of(losses.bounds(0.5, numbers(1, 100), 100)));
        Comparison comparison = COMPARER.unpaired(key(0.5), side, side, Units.ROWS);
        // t = 1.66 at 99 degrees, outwards to 1.6875 standard errors of 5 rows either way, on both sides
        assertThat(comparison.upper()).isCloseTo(8.4375 * Math.sqrt(2), within(1e-12));
        assertThat(comparison.lower()).isCloseTo(-8.4375 * Math.sqrt(2), within(1e-12));
        assertThat(comparison.pValue()).isEqualTo(1);
        assertThat(comparison.pairing()).isEqualTo("unpaired");
    }

    @Test
    void equalLossesDifferByNothing() {
        Comparison comparison = new Losses(numbers(1, 7), numbers(1, 7), 1).compare(0.5, Units.ROWS);
        assertThat(comparison.difference()).isZero();
        assertThat(comparison.pValue()).isEqualTo(1);
        assertThat(comparison.finding()).isEqualTo(Finding.EQUIVALENT);
        assertThat(comparison.baselineCost()).isEqualTo(4);
    }

    /** The median of 1 … 100 is 50.5; one-sided 95 % bounds are 1.6875 standard errors of 5 rows away, 42.0625 and 58.9375; no harm is tolerated. */
    @ParameterizedTest
    @CsvSource({"59,BETTER_MATERIAL", "58.9,INCONCLUSIVE", "42.1,INCONCLUSIVE", "42,WORSE_MATERIAL"})
    void aMedianKeepsALimitIfItsWholeIntervalDoes(double most, String finding) {
        double[] losses = numbers(1, 100);
        QuantileBounds median = new Losses(losses, losses, 1).bounds(0.5, losses, 100);
        LimitComparer.Level level = new LimitComparer.Level(
                median.value(), Double.NaN, Double.NaN, 100, 100, 100, Spread.linear(100), Optional.of(median));
        Comparison comparison = new LimitComparer(ComparisonSettings.DEFAULT)
                .compare(Cell.ALL, "loss", "median", "new", level, new Limit(Limit.Kind.AT_MOST, most));
        assertThat(comparison.candidateCost()).isEqualTo(50.5);
        assertThat(comparison.lower()).isCloseTo(42.0625 - most, within(1e-12));
        assertThat(comparison.upper()).isCloseTo(58.9375 - most, within(1e-12));
        assertThat(comparison.finding().name()).isEqualTo(finding);
    }

    @Test
    void aQuantileWithFewRowsBeyondItIsNoGroundForAVerdict() {
        Comparison comparison = new Losses(numbers(2, 51), numbers(1, 50), 1).compare(0.9, Units.ROWS);
        assertThat(comparison.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(comparison.shortfall())
                .isEqualTo("the rows beyond the quantile(0.9) are worth 4.9, at least 10 needed");
        Comparison far = new Losses(numbers(2, 51), numbers(1, 50), 1).compare(0.99, Units.ROWS);
        assertThat(far.shortfall())
                .isEqualTo("the rows beyond the quantile(0.99) are worth 0.5, more needed for an interval");
        assertThat(far.upper()).isNaN();
        assertThat(far.standardError()).isNaN();
    }

    /** The spacing of few rows about a quantile is known roughly, which makes the interval wider, not narrower. */
    @ParameterizedTest(name = "{0}-quantile, {1} units of {2}, correlation {3}")
    @CsvSource({
        "0.5,200,1,0.8,0.96",
        "0.5,200,1,0,0.95",
        "0.9,400,1,0.8,0.96",
        "0.5,120,5,0.6,0.95",
        "0.75,60,1,0.9,0.99",
        "0.5,3000,1,0.8,0.93"
    })
    void theIntervalHoldsTheTrueDifferenceAsOftenAsItSays(
            double p, int units, int rowsPerUnit, double correlation, double most) {
        long seed = 20_261_124;
        int runs = 1000;
        Random random = new Random(seed);
        int covered = 0;
        for (int run = 0; run < runs; run++) {
            double[] candidate = new double[units * rowsPerUnit];
            double[] baseline = new double[units * rowsPerUnit];
            for (int i = 0; i < units; i++) {
                double ofUnit = random.nextGaussian();
                for (int j = 0; j < rowsPerUnit; j++) {
                    double ofRow = rowsPerUnit == 1 ? ofUnit : (ofUnit + random.nextGaussian()) / Math.sqrt(2);
                    double own = Math.sqrt(1 - correlation * correlation);
                    baseline[i * rowsPerUnit + j] = Math.exp(ofRow);
                    candidate[i * rowsPerUnit + j] = Math.exp(correlation * ofRow + own * random.nextGaussian());
                }
            }
            // Both have the same lognormal distribution, so that the true difference is 0.
            Comparison comparison = new Losses(candidate, baseline, rowsPerUnit)
                    .compare(p, rowsPerUnit == 1 ? Units.ROWS : Units.CLUSTERS);
            if (comparison.lower() <= 0 && comparison.upper() >= 0) {
                covered++;
            }
        }
        double coverage = (double) covered / runs;
        assertThat(coverage).as("coverage of 90 %%, seed %d", seed).isBetween(0.87, most);
    }
}
