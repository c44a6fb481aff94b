package io.assay.comparison;

import io.assay.comparison.Findings.Sizes;
import io.assay.comparison.Findings.Subject;
import io.assay.cost.PairEstimate;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;

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
     */
    public record Level(
            double value, double standardError, double hits, long rows, long units, double effectiveUnits) {}

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
        if (difference == 0 && !(level.standardError() > 0) && Double.isNaN(level.hits())) {
            return findings.identical(subject, estimate, sizes);
        }
        boolean known = !(level.standardError() >= 0) && Double.isNaN(level.hits());
        String shortfall = known
                ? Shortfall.NONE
                : Shortfall.ofNumber(level.units(), level.effectiveUnits(), settings.minimumUnits(), "");
        return findings.judged(subject, estimate, sizes, evidence(level, limit, difference), shortfall);
    }

    private static Evidence evidence(Level level, Limit limit, double difference) {
        if (!Double.isNaN(level.hits())) {
            return new WilsonEvidence(level.hits(), level.rows(), limit.value());
        }
        return level.standardError() > 0
                ? new StudentEvidence(difference, level.standardError(), level.units() - 1.0, "t")
                : new Evidence.Constant(difference, "the value itself");
    }
}
