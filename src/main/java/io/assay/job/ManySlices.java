package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.Tallied;
import io.assay.cost.CostTally;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds sets of axes that have more slices than are of use. */
final class ManySlices {

    private static final int MANY = 10_000;

    /** So many are too many where most have few rows. */
    private static final int MANY_SMALL = 1_000;

    private int slices;
    private int small;

    private ManySlices() {}

    /**
     * A sentence for every set of axes with very many slices, or many of which most are small.
     *
     * @param fewRows a slice with fewer rows is small, as nothing can be said of it
     */
    static List<String> notes(Tallied tallied, int fewRows) {
        Map<Cell, Long> rows = new LinkedHashMap<>();
        tallied.cells().forEach((cell, tally) -> rows.put(cell, rows(tally)));
        return notes(rows, fewRows);
    }

    /** The same for the rows of each cell. */
    static List<String> notes(Map<Cell, Long> rows, int fewRows) {
        SortedMap<String, ManySlices> sets = new TreeMap<>();
        rows.forEach((cell, n) -> {
            if (cell.partition().equals(Coordinate.ALL) && !cell.equals(Cell.ALL)) {
                ManySlices set = sets.computeIfAbsent(axes(cell.slice()), axes -> new ManySlices());
                set.slices++;
                set.small += n < fewRows ? 1 : 0;
            }
        });
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, ManySlices> entry : sets.entrySet()) {
            ManySlices set = entry.getValue();
            if (set.slices > MANY || (set.slices > MANY_SMALL && 2 * set.small > set.slices)) {
                notes.add(String.format(
                        Locale.ROOT,
                        "There are %,d slices by %s, %,d of them with fewer than %d rows of each version; bins:, quantiles:"
                                + " or a column with fewer values would cost less and tell more.",
                        set.slices,
                        entry.getKey(),
                        set.small,
                        fewRows));
            }
        }
        return notes;
    }

    /** The axes of a slice, as {@code a × b}. */
    private static String axes(String slice) {
        return Arrays.stream(slice.split(",", -1))
                .map(coordinate -> coordinate.split("=", -1)[0])
                .map(name -> String.valueOf(Coordinate.decode(name)))
                .collect(Collectors.joining(" × "));
    }

    private static long rows(CellTally tally) {
        return tally.costs().values().stream()
                .flatMap(Arrays::stream)
                .mapToLong(CostTally::rows)
                .max()
                .orElse(Long.MAX_VALUE);
    }
}
