package io.assay.aggregation;

import java.io.Serializable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How many groups, which are cells, an evaluation may have, and what they may take of the memory.
 *
 * @param groups at most
 * @param tasks how many tasks tally, for an estimate of what all would have
 * @param memory that they may take
 */
record GroupLimit(long groups, int tasks, GroupMemory memory) implements Serializable {

    static final GroupLimit NONE = new GroupLimit(Long.MAX_VALUE, 1);

    private static final int SHOWN = 5;

    private static final String REMEDY =
            "Leave the largest out of slices:, give their columns fewer values (bins:, quantiles:), or raise"
                    + " limits.groups, with some 5 KB of the driver's memory (--driver-memory) for each group, loss and version.";

    private static final double MEGABYTE = 1 << 20;

    private static final String MEMORY_REMEDY =
            "Leave the largest out of slices:, give their columns fewer values (bins:, quantiles:), or give ";

    /** Whatever memory they take. */
    GroupLimit(long groups, int tasks) {
        this(groups, tasks, GroupMemory.ANY);
    }

    GroupLimit {
        if (groups < 1 || tasks < 1) {
            throw new IllegalArgumentException(
                    "Invalid limit of groups: " + groups + " in " + tasks + " tasks (must be > 0)");
        }
    }

    /** The same for so many tasks. */
    GroupLimit in(int ofTasks) {
        return new GroupLimit(groups, ofTasks, memory);
    }

    /**
     * Refuses the groups of all tasks together, before they are brought to the driver.
     *
     * @param counts with {@link Counts#GROUPS}, added over the tasks
     * @param bytes about how many bytes a group takes on the driver
     * @param distinct counts the groups; is asked only where it matters
     */
    void check(Counts counts, long bytes, LongSupplier distinct) {
        long most = counts.total(Counts.GROUPS);
        long fit = memory.ofDriver() / bytes;
        if (most <= groups && most <= fit) {
            return;
        }
        long found = distinct.getAsLong();
        if (found > groups) {
            throw refusal(String.format(Locale.ROOT, "there are %,d", found), sets(counts));
        }
        if (found > fit) {
            throw refusal(
                    String.format(
                            Locale.ROOT,
                            "Too many groups for the driver's memory: there are %,d, which take about %,.0f MB (%,d bytes"
                                    + " each) of a heap of %,.0f MB, where %,.0f MB are for them.",
                            found,
                            found * bytes / MEGABYTE,
                            bytes,
                            memory.ofHeap() / MEGABYTE,
                            memory.ofDriver() / MEGABYTE),
                    sets(counts),
                    MEMORY_REMEDY + "the driver more memory (--driver-memory).");
        }
    }

    /**
     * Tells that the groups of a task take more memory than there is for them.
     *
     * @param counted the groups
     * @param bytes that they take
     */
    GroupLimitException tooLarge(GroupCount counted, long bytes) {
        return refusal(
                String.format(
                        Locale.ROOT,
                        "Too many groups for the memory of a task: %s. They take about %,.0f MB (%,d bytes each) of a heap"
                                + " of %,.0f MB, where %,.0f MB are for them in each of the tasks that run at once.",
                        counted.found(),
                        bytes / MEGABYTE,
                        bytes / counted.total(),
                        memory.ofHeap() / MEGABYTE,
                        memory.ofTask() / MEGABYTE),
                counted.sets(),
                MEMORY_REMEDY
                        + "each task more memory (--executor-memory, --driver-memory where the master is local, or fewer"
                        + " tasks at once by spark.task.cpus).");
    }

    private Map<String, String> sets(Counts counts) {
        return counts.below(Counts.GROUPS).entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<List<String>, Long> entry) -> entry.getValue())
                        .reversed())
                .collect(Collectors.toMap(
                        entry -> entry.getKey().get(0),
                        entry -> String.format(Locale.ROOT, "%,d over all tasks", entry.getValue()),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    /**
     * Tells of too many groups.
     *
     * @param found what has been found, after a colon
     * @param sets of the sets with the most groups first, how many
     */
    GroupLimitException refusal(String found, Map<String, String> sets) {
        return refusal(
                String.format(
                        Locale.ROOT,
                        "Too many groups (partitions crossed with slices): %s; limits.groups allows %,d.",
                        found,
                        groups),
                sets,
                REMEDY);
    }

    private static GroupLimitException refusal(String problem, Map<String, String> sets, String remedy) {
        String largest = sets.entrySet().stream()
                .limit(SHOWN)
                .map(entry -> "  by " + entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
        return new GroupLimitException(problem + "\n" + largest + "\n" + remedy);
    }
}
