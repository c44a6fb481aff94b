package io.assay.aggregation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts the groups of a task by the set of axes that they come from, and refuses more than the limit allows. */
final class GroupCount {

    /** Stands for the total, which is of no set. */
    static final int TOTAL = -1;

    private static final int SHOWN = 5;

    private final GroupLimit limit;
    private final List<String> names;
    private final long[] counts;
    private long total;
    private long rows;

    /** Counts at two earlier times, when the rows were at most a half, and a quarter, of those now. */
    private long[] half;

    private long[] quarter;
    private long halfRows = 1;
    private long quarterRows = 1;

    /** @param names of the sets */
    GroupCount(GroupLimit limit, List<String> names) {
        this.limit = limit;
        this.names = List.copyOf(names);
        this.counts = new long[names.size() + 1];
        this.half = counts.clone();
        this.quarter = counts.clone();
    }

    /** Says how many rows have come. */
    void at(long rowsSoFar) {
        rows = rowsSoFar;
        if (rows >= 2 * halfRows) {
            quarter = half;
            quarterRows = halfRows;
            half = counts.clone();
            halfRows = rows;
        }
    }

    /** A group more of a set. */
    void add(int set) {
        counts[set + 1]++;
        total++;
        if (total > limit.groups()) {
            throw new GroupLimitException(refusal());
        }
    }

    /** Of all sets together. */
    long total() {
        return total;
    }

    /** Of one set. */
    long of(int set) {
        return counts[set + 1];
    }

    private String refusal() {
        int[] largest = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer set) -> of(set)).reversed())
                .limit(SHOWN)
                .mapToInt(Integer::intValue)
                .toArray();
        String sets = Arrays.stream(largest)
                .mapToObj(set -> String.format(
                        Locale.ROOT, "  %s: %,d groups so far, about %,d in all", names.get(set), of(set), whole(set)))
                .collect(Collectors.joining("\n"));
        long whole = IntStream.range(TOTAL, names.size()).mapToLong(this::whole).sum();
        return String.format(
                Locale.ROOT,
                "Too many groups: more than %,d, which limits.groups allows, after %,d rows of one of %,d Spark"
                        + " partitions. As they grow, all rows would have at least about %,d groups. By slices:%n%s%n"
                        + "Leave the largest out of slices:, give their columns fewer values (bins:, quantiles:), or"
                        + " raise limits.groups, with the memory that so many groups need.",
                limit.groups(),
                rows,
                limit.tasks(),
                whole,
                sets);
    }

    /**
     * How many groups of a set all rows would have if they grew on as they have grown: by a power of the rows, as the
     * distinct words of a text do.
     */
    private long whole(int set) {
        boolean recent = 2 * rows >= 3 * halfRows;
        long before = (recent ? half : quarter)[set + 1];
        double growth = Math.log((double) of(set) / Math.max(before, 1))
                / Math.log((double) rows / (recent ? halfRows : quarterRows));
        double power = Double.isFinite(growth) ? Math.min(Math.max(growth, 0), 1) : 1;
        return Math.round(of(set) * Math.pow(limit.tasks(), power));
    }
}
