package io.assay.job;

import io.assay.aggregation.Counts;
import io.assay.input.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says whether parts of a split, such as train and test, share units: what a model has learnt by heart tests nothing. */
final class SharedUnits {

    private final Columns columns;
    private final double limit;
    private final List<Seen> seen = new ArrayList<>();

    /**
     * Units of one kind.
     *
     * @param unit what tells them
     * @param shared those with rows in several parts
     * @param all those with rows in any part
     */
    private record Seen(String unit, long shared, long all) {}

    /** @param limit the largest share of units that may have rows in several parts */
    SharedUnits(Columns columns, double limit, Counts counts) {
        this.columns = columns;
        this.limit = limit;
        if (columns.twoWay()) {
            see(columns.cluster().orElseThrow(), counts, "0");
            see(columns.otherCluster().orElseThrow(), counts, "1");
        } else {
            String example = String.join(", ", columns.grouped() ? columns.group() : columns.example());
            see(columns.cluster().orElse(example), counts);
        }
    }

    private void see(String unit, Counts counts, String... way) {
        long all = counts.of(named(Counts.SPLIT_UNITS, way));
        if (all > 0 && columns.split().isPresent()) {
            seen.add(new Seen(unit, counts.of(named(Counts.SHARED_UNITS, way)), all));
        }
    }

    private static String[] named(String name, String... way) {
        return way.length == 0 ? new String[] {name} : new String[] {name, way[0]};
    }

    /** Why nothing can be compared, with the numbers and what can be done; empty within the limit. */
    List<String> obstacles() {
        return seen.stream()
                .filter(this::isBeyond)
                .map(units -> String.format(
                        Locale.ROOT,
                        "%s; limits.shared-units allows %.2f %%. What a model was trained on cannot test it: split by %s,"
                                + " or leave such rows out; raise the limit where parts follow each other in time and may"
                                + " share them",
                        found(units),
                        100 * limit,
                        units.unit()))
                .toList();
    }

    private boolean isBeyond(Seen units) {
        return units.shared() > limit * units.all();
    }

    /** What was looked at; empty where no rows say in which part they are, or nothing tells which belong together. */
    List<String> notes() {
        return seen.stream()
                .filter(units -> !isBeyond(units))
                .map(units -> units.shared() > 0
                        ? "Not only rows of one part: " + found(units) + ". limits.shared-units allows it."
                        : String.format(
                                Locale.ROOT,
                                "The parts of %s share none of the %,d units, told by %s.",
                                split(),
                                units.all(),
                                units.unit()))
                .toList();
    }

    private String found(Seen units) {
        return String.format(
                Locale.ROOT,
                "units, told by %s, with rows in more than one part of %s: %,d of %,d, %.2f %%",
                units.unit(),
                split(),
                units.shared(),
                units.all(),
                100.0 * units.shared() / units.all());
    }

    private String split() {
        return columns.split().orElseThrow();
    }
}
