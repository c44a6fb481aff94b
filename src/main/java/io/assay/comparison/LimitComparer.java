package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.comparison.Findings.Subject;
import io.assay.cost.MetricEstimate;
import io.assay.cost.PairEstimate;
import io.assay.cost.QuantileBounds;
import io.assay.cost.Spread;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Optional;

/**
 * Judges a candidate's own value against a limit: as a difference from a baseline that is known exactly, with no harm
 * tolerated. So it holds only if the whole interval does, and fails only if the whole interval is beyond it; a value
 * without a standard error is taken as it is.
 */
public final class LimitComparer {

    private final ComparisonSettings settings;
    private final Findings findings;

    public LimitComparer(ComparisonSettings settings) {
        this.settings = settings.withMargin(Margin.absolute(0));
        this.findings = new Findings(this.settings);
    }

    /**
     * A candidate's value.
     *
     * @param value NaN where there is none
     * @param standardError NaN where there is none
     * @param hits rows in the share, where the value is a plain share of {@code rows}; NaN otherwise
     * @param rows that it is read from
     * @param units independent ones among them
     * @param effectiveUnits Kish's
     * @param spread how the standard error was found
     * @param quantile bounds of a value that is a quantile
     */
    public record Level(
            double value,
            double standardError,
            double hits,
            long rows,
            long units,
            double effectiveUnits,
            Spread spread,
            Optional<QuantileBounds> quantile) {

        /** Of a metric. */
        public static Level of(MetricEstimate metric) {
            return new Level(
                    metric.value(),
                    metric.standardError(),
                    metric.hits(),
                    metric.rows(),
                    metric.units(),
                    metric.effectiveUnits(),
                    metric.spread(),
                    Optional.empty());
        }

        /** Whether nothing is known of its spread, so that it is taken as it is. */
        private boolean isExact() {
            return !(standardError >= 0)
                    && Double.isNaN(hits)
                    && quantile.isEmpty()
                    && spread.flaw().isEmpty();
        }
    }

    /** Compares a value with a limit; the line's baseline is the limit. */
    public Comparison compare(Cell cell, String name, String aggregate, String candidate, Level level, Limit limit) {
        boolean atLeast = limit.kind() == Limit.Kind.AT_LEAST;
        Subject subject = new Subject(
                cell, name, aggregate, atLeast ? Direction.HIGHER : Direction.LOWER, limit.text(), candidate);
        double none = Double.NaN;
        double difference = level.value() - limit.value();
        PairEstimate estimate = new PairEstimate(
                level.value(), limit.value(), difference, level.standardError(), 0, none, none, none, none);
        Sizes sizes = new Sizes("against a limit", level.rows(), level.units());
        if (Double.isNaN(level.value())) {
            return findings.incomparable(subject, estimate, sizes);
        }
        String flaw = level.spread().flaw();
        boolean inexact = level.spread().bound() > 0;
        if (difference == 0
                && !inexact
                && !(level.standardError() > 0)
                && Double.isNaN(level.hits())
                && flaw.isEmpty()) {
            return findings.identical(subject, estimate, sizes);
        }
        Evidence evidence = evidence(level, limit, difference);
        String shortfall = level.isExact()
                ? Shortfall.NONE
                : Shortfall.first(
                        Shortfall.ofNumber(level.units(), level.effectiveUnits(), settings.minimumTallied(), ""), flaw);
        if (shortfall.isEmpty() && level.quantile().isPresent()) {
            shortfall = Shortfall.ofQuantile(aggregate, level.quantile().get().rowsBeyond(), evidence);
        }
        return findings.judged(
                subject, estimate, sizes, evidence, shortfall, level.spread().bound());
    }

    private Evidence evidence(Level level, Limit limit, double difference) {
        if (level.quantile().isPresent()) {
            return QuantileComparer.against(
                    level.quantile().get(), limit.value(), level.units() - 1.0, settings.alpha());
        }
        if (!Double.isNaN(level.hits())) {
            return new WilsonEvidence(level.hits(), level.rows(), limit.value());
        }
        Spread spread = level.spread();
        // What is inexact has bounds that are wider by as much, whatever is wrong with it.
        if (!spread.flaw().isEmpty() && Double.isNaN(spread.bound())) {
            return new Evidence.None("none: no standard error");
        }
        if (!(level.standardError() > 0)) {
            return new Evidence.Constant(difference, Spread.NONE.method());
        }
        return spread.scale()
                .filter(scale -> scale.contains(level.value()))
                .<Evidence>map(scale -> new BoundedEvidence(
                        scale,
                        level.value(),
                        level.standardError(),
                        spread.degreesOfFreedom(),
                        limit.value(),
                        spread.method() + " on the logit scale"))
                .orElseGet(() -> new StudentEvidence(
                        difference, level.standardError(), spread.degreesOfFreedom(), spread.method()));
    }
}
