package io.assay.comparison;

import java.util.Locale;

/**
 * The largest tolerable harm. 0 is allowed: then only a better or an identical candidate passes.
 *
 * @param kind what {@code amount} is measured in
 * @param amount 0 or more
 */
public record Margin(Kind kind, double amount) {

    /** What the amount of a margin is measured in. */
    public enum Kind {
        /** Units of the cost. */
        ABSOLUTE,
        /** Parts of the magnitude of the baseline's cost: 0.01 is 1 %. */
        RELATIVE
    }

    /** One percent of the baseline's cost. */
    public static final Margin ONE_PERCENT = relative(0.01);

    public Margin {
        if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Invalid margin: " + amount + " (must be finite and at least 0)");
        }
    }

    /** A margin in units of the cost. */
    public static Margin absolute(double amount) {
        return new Margin(Kind.ABSOLUTE, amount);
    }

    /** A margin in parts of the baseline's cost. */
    public static Margin relative(double amount) {
        return new Margin(Kind.RELATIVE, amount);
    }

    /** The margin in units of the cost; NaN if it is relative to a cost that is NaN. */
    public double at(double baselineCost) {
        return switch (kind) {
            case ABSOLUTE -> amount;
            case RELATIVE -> amount * Math.abs(baselineCost);
        };
    }

    /** The margin for a person: {@code 0.002} or {@code 1 % of the baseline's cost}. */
    public String text() {
        return switch (kind) {
            case ABSOLUTE -> Figures.text(amount);
            case RELATIVE -> Figures.text(100 * amount) + " % of the baseline's cost";
        };
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + amount;
    }
}
