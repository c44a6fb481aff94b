package io.assay.comparison;

import java.util.Locale;

/**
 * A bound that a candidate's own value must keep, whatever the baseline does.
 *
 * @param kind which side of {@code value} is allowed
 * @param value in units of the cost or metric; allowed itself
 */
public record Limit(Kind kind, double value) {

    /** Which side of a limit is allowed. */
    public enum Kind {
        AT_LEAST,
        AT_MOST
    }

    public Limit {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Invalid limit: " + value + " (must be finite)");
        }
    }

    /** The limit for a person: {@code at least 0.9}. */
    public String text() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + Figures.text(value);
    }
}
