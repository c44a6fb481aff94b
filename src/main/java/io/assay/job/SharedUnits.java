package io.assay.job;

import io.assay.aggregation.Counts;
import io.assay.input.Columns;
import java.util.Locale;
import java.util.Optional;

/** Says whether parts of a split, such as train and test, share units: what a model has learnt by heart tests nothing. */
final class SharedUnits {

    private final Columns columns;
    private final double limit;
    private final long shared;
    private final long units;

    /** @param limit the largest share of units that may have rows in several parts */
    SharedUnits(Columns columns, double limit, Counts counts) {
        this.columns = columns;
        this.limit = limit;
        this.shared = counts.of(Counts.SHARED_UNITS);
        this.units = counts.of(Counts.SPLIT_UNITS);
    }

    /** Why nothing can be compared, with the numbers and what can be done; empty within the limit. */
    Optional<String> obstacle() {
        return shared > limit * units
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%s; limits.shared-units allows %.2f %%. What a model was trained on cannot test it: split by %s, or"
                                + " leave such rows out; raise the limit where parts follow each other in time and may share"
                                + " them",
                        found(),
                        100 * limit,
                        unit()))
                : Optional.empty();
    }

    /** What was looked at; empty where no rows say in which part they are, or nothing tells which belong together. */
    Optional<String> note() {
        if (units == 0 || obstacle().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                shared > 0
                        ? "Not only rows of one part: " + found() + ". limits.shared-units allows it."
                        : String.format(
                                Locale.ROOT,
                                "The parts of %s share none of the %,d units, told by %s.",
                                split(),
                                units,
                                unit()));
    }

    private String found() {
        return String.format(
                Locale.ROOT,
                "units, told by %s, with rows in more than one part of %s: %,d of %,d, %.2f %%",
                unit(),
                split(),
                shared,
                units,
                100.0 * shared / units);
    }

    private String split() {
        return columns.split().orElseThrow();
    }

    private String unit() {
        return columns.clusters()
                .orElseGet(() -> String.join(", ", columns.grouped() ? columns.group() : columns.example()));
    }
}
