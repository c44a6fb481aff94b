package io.assay.comparison;

import java.util.Optional;

/**
 * How candidates are compared.
 *
 * @param alpha the error of each one-sided claim
 * @param margin the largest tolerable harm
 * @param minimumUnits effective units below which nothing is claimed
 * @param looks where the same data are looked at as they grow; empty for a single look
 */
public record ComparisonSettings(double alpha, Margin margin, int minimumUnits, Optional<Looks> looks) {

    /** α = 0.05, a margin of 1 % of the baseline's cost, 30 units. */
    public static final ComparisonSettings DEFAULT = new ComparisonSettings(0.05, Margin.ONE_PERCENT, 30);

    /** For a single look. */
    public ComparisonSettings(double alpha, Margin margin, int minimumUnits) {
        this(alpha, margin, minimumUnits, Optional.empty());
    }

    public ComparisonSettings {
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("Invalid alpha: " + alpha + " (must be above 0 and below 0.5)");
        }
        if (minimumUnits < 2) {
            throw new IllegalArgumentException("Invalid minimum-units: " + minimumUnits + " (must be at least 2)");
        }
    }

    /** The error of each one-sided claim about a candidate: its share, where several are looked at again and again. */
    double alpha(String baseline, String candidate) {
        return looks.map(all -> alpha / all.budget().share(baseline, candidate).parts())
                .orElse(alpha);
    }

    /** Whether units may come again, so that buckets of them are tallied as units. */
    boolean isByBuckets() {
        return looks.flatMap(Looks::recurring).isPresent();
    }

    /** The effective number of what is tallied as a unit below which nothing is claimed. */
    int minimumTallied() {
        return isByBuckets() ? RecurringUnits.FEWEST_BUCKETS : minimumUnits;
    }

    /** The same with another margin, such as that of a gate. */
    public ComparisonSettings withMargin(Margin other) {
        return new ComparisonSettings(alpha, other, minimumUnits, looks);
    }

    /** The same for data that are looked at as they grow, which takes more units to begin with. */
    public ComparisonSettings with(Looks other) {
        return new ComparisonSettings(alpha, margin, Math.max(Looks.BURN_IN, minimumUnits), Optional.of(other));
    }
}
