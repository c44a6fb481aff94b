package io.assay.aggregation;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How many groups, which are cells, an evaluation may have.
 *
 * @param groups at most
 * @param tasks how many Spark partitions the rows are in, for an estimate of what all would have
 */
record GroupLimit(long groups, int tasks) implements Serializable {

    static final GroupLimit NONE = new GroupLimit(Long.MAX_VALUE, 1);

    private static final int SHOWN = 5;

    private static final String REMEDY =
            "Leave the largest out of slices:, give their columns fewer values (bins:, quantiles:), or raise"
                    + " limits.groups, with some 3 KB of the driver's memory (--driver-memory) for each group and loss.";

    GroupLimit {
        if (groups < 1 || tasks < 1) {
            throw new IllegalArgumentException(
                    "Invalid limit of groups: " + groups + " in " + tasks + " tasks (must be > 0)");
        }
    }

    /**
     * Refuses the groups of all tasks together, before they are.
     *
     * @param counts with {@link Counts#GROUPS}, added over the tasks
     * @param distinct counts the groups; is asked only where it matters
     */
    void check(Counts counts, LongSupplier distinct) {
        if (counts.total(Counts.GROUPS) <= groups) {
            return;
        }
        long found = distinct.getAsLong();
        if (found > groups) {
            Map<String, String> sets = counts.below(Counts.GROUPS).entrySet().stream()
                    .sorted(Comparator.comparingLong((Map.Entry<List<String>, Long> entry) -> entry.getValue())
                            .reversed())
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().get(0),
                            entry -> String.format(
                                    Locale.ROOT, "%,d in the %,d Spark partitions", entry.getValue(), tasks),
                            (one, other) -> one,
                            java.util.LinkedHashMap::new));
            throw refusal(String.format(Locale.ROOT, "there are %,d", found), sets);
        }
    }

    /**
     * Tells of too many groups.
     *
     * @param found what has been found, after a colon
     * @param sets of the sets with the most groups first, how many
     */
    GroupLimitException refusal(String found, Map<String, String> sets) {
        String largest = sets.entrySet().stream()
                .limit(SHOWN)
                .map(entry -> "  by " + entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
        return new GroupLimitException(String.format(
                Locale.ROOT,
                "Too many groups (partitions crossed with slices): %s; limits.groups allows %,d.\n%s\n%s",
                found,
                groups,
                largest,
                REMEDY));
    }
}
