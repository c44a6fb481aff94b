package io.assay.aggregation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the groups of a task by the set of axes that they come from, says once in the log when they are many, and refuses
 * more than the limit allows.
 */
final class GroupCount {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCount.class);

    /** This part of what the limit allows is many. */
    private static final int PART = 10;

    private static final int SHOWN = 3;

    /** Stands for the total, which is of no set. */
    static final int TOTAL = -1;

    private final GroupLimit limit;
    private final List<String> names;
    private final long[] counts;
    private long total;
    private long rows;

    /** What was counted when the rows were at most a half, and a quarter, of those now. */
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
            throw refusal();
        }
        if (total == Math.max(1, limit.groups() / PART)) {
            LOG.warn(warning());
        }
    }

    /** For those who wait: how many groups there are already, and of which sets. */
    String warning() {
        return String.format(
                Locale.ROOT,
                "Many groups (partitions crossed with slices): %s; limits.groups allows %,d. By %s. bins:, quantiles: or"
                        + " columns with fewer values would cost less.",
                found(),
                limit.groups(),
                sets().entrySet().stream()
                        .limit(SHOWN)
                        .map(set -> set.getKey() + ": " + set.getValue())
                        .collect(Collectors.joining("; by ")));
    }

    /** Of all sets together. */
    long total() {
        return total;
    }

    /** Of one set. */
    long of(int set) {
        return counts[set + 1];
    }

    /** Adds them to what is counted of all tasks. */
    void addTo(Counts all) {
        for (int set = TOTAL; set < names.size(); set++) {
            if (of(set) > 0) {
                all.add(of(set), Counts.GROUPS, set == TOTAL ? "all" : names.get(set));
            }
        }
    }

    private GroupLimitException refusal() {
        return limit.refusal(found(), sets());
    }

    /** What was counted, and an estimate of the whole. */
    String found() {
        return String.format(
                Locale.ROOT,
                "%,d after %,d rows of one of %,d tasks, and about %,d in all even if none has more rows",
                total,
                rows,
                limit.tasks(),
                IntStream.range(TOTAL, names.size()).mapToLong(this::whole).sum());
    }

    /** Of the sets with the most groups first, how many, and an estimate of the whole. */
    Map<String, String> sets() {
        Map<String, String> sets = new LinkedHashMap<>();
        IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer set) -> of(set)).reversed())
                .forEach(set -> sets.putIfAbsent(
                        names.get(set), String.format(Locale.ROOT, "%,d, about %,d in all", of(set), whole(set))));
        return sets;
    }

    /**
     * How many groups of a set there would be in as many rows for every task: they are taken to grow by a power of the rows,
     * as the distinct words of a text do, and as they have grown of late. A task may have more rows, so that it is a lower
     * bound in this.
     */
    private long whole(int set) {
        boolean late = 2 * rows >= 3 * halfRows;
        long before = (late ? half : quarter)[set + 1];
        double growth = Math.log((double) of(set) / Math.max(before, 1))
                / Math.log((double) rows / (late ? halfRows : quarterRows));
        double power = Double.isFinite(growth) ? Math.min(Math.max(growth, 0), 1) : 1;
        return Math.round(of(set) * Math.pow(limit.tasks(), power));
    }
}
