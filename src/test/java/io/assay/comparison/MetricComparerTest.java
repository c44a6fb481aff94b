package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.cost.Interval;
import io.assay.cost.MetricDifference;
import io.assay.cost.MetricEstimate;
import io.assay.cost.PairEstimate;
import io.assay.cost.Spread;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Metrics judged by the spread that they come with. */
class MetricComparerTest {

    private static final MetricComparer.Key KEY =
            new MetricComparer.Key(Cell.ALL, "kappa", Direction.HIGHER, "old", "new");
    private static final MetricComparer COMPARER =
            new MetricComparer(ComparisonSettings.DEFAULT.withMargin(Margin.absolute(0.1)));
    private static final String FLAW = "undefined without one of 11 buckets of units";

    private static MetricDifference difference(double standardError, Spread spread, long differing) {
        double none = Double.NaN;
        PairEstimate estimate = new PairEstimate(0.7, 0.8, 0.7 - 0.8, standardError, 0.05, none, none, none, none);
        return new MetricDifference(estimate, Optional.empty(), spread, 100, 100, 100, differing);
    }

    private static MetricEstimate value(double value, double standardError, Spread spread) {
        Interval none = new Interval(Double.NaN, Double.NaN);
        return new MetricEstimate(value, standardError, none, Double.NaN, spread, 100, 100, 100);
    }

    /** Student's t of 10 degrees of freedom is 1.8124611228 at 0.95. */
    @Test
    void bucketsGiveTheDegreesOfFreedom() {
        Comparison comparison = COMPARER.paired(KEY, difference(0.02, Spread.ofBuckets(11, 0), 50), Units.ROWS);
        assertThat(comparison.lower()).isCloseTo(-0.1 - 1.8124611228 * 0.02, within(1e-11));
        assertThat(comparison.intervalMethod()).isEqualTo("paired jackknife over 11 buckets, t");
        assertThat(comparison.units()).isEqualTo(100);
        assertThat(comparison.finding()).isEqualTo(Finding.WORSE_SIZE_UNKNOWN);
        assertThat(COMPARER.paired(KEY, difference(0.02, Spread.linear(100), 50), Units.CLUSTERS)
                        .intervalMethod())
                .isEqualTo("paired CR1 t");
    }

    @Test
    void aFlawedSpreadIsNoGroundForAVerdict() {
        Comparison paired = COMPARER.paired(KEY, difference(Double.NaN, Spread.ofBuckets(11, 1), 50), Units.ROWS);
        assertThat(paired.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(paired.shortfall()).isEqualTo(FLAW);
        Comparison unpaired = COMPARER.unpaired(
                KEY,
                value(0.7, 0.02, Spread.ofBuckets(60, 0)),
                value(0.8, Double.NaN, Spread.ofBuckets(11, 1)),
                Units.ROWS);
        assertThat(unpaired.finding()).isEqualTo(Finding.UNRELIABLE);
        assertThat(unpaired.shortfall()).isEqualTo(FLAW);
        assertThat(level(value(0.7, Double.NaN, Spread.ofBuckets(11, 1))).finding())
                .isEqualTo(Finding.UNRELIABLE);
        assertThat(level(value(0.7, Double.NaN, Spread.ofBuckets(1, 0))).shortfall())
                .isEqualTo("buckets of units: 1, at least 2 needed");
    }

    /** The bound of 0.7 is 0.7 − 1.8124611228 · 0.05 = 0.6094, and on 0.6 of a value known exactly. */
    @Test
    void aLimitIsHeldByTheBoundOfTheInterval() {
        Comparison held = level(value(0.7, 0.05, Spread.ofBuckets(11, 0)));
        assertThat(held.finding().verdict()).isEqualTo(Verdict.PASS);
        assertThat(held.lower()).isCloseTo(0.1 - 1.8124611228 * 0.05, within(1e-11));
        assertThat(level(value(0.7, 0.06, Spread.ofBuckets(11, 0))).finding().verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(level(MetricEstimate.exact(0.61, 100)).finding().verdict()).isEqualTo(Verdict.PASS);
    }

    private static Comparison level(MetricEstimate estimate) {
        return new LimitComparer(ComparisonSettings.DEFAULT)
                .compare(
                        Cell.ALL,
                        "kappa",
                        "metric",
                        "new",
                        LimitComparer.Level.of(estimate),
                        new Limit(Limit.Kind.AT_LEAST, 0.6));
    }

    @Test
    void versionsThatNowhereDifferAreIdenticalWhateverTheirSpread() {
        Comparison comparison = COMPARER.paired(KEY, difference(0.02, Spread.ofBuckets(11, 0), 0), Units.ROWS);
        assertThat(comparison.finding()).isEqualTo(Finding.EQUIVALENT);
        assertThat(comparison.difference()).isZero();
    }
}
