package io.assay.aggregation;

import io.assay.dimension.Cell;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the cells, the versions and the pairs of kept rows, and for every cell the part that sorts its values: a row
 * travels once to each part that has one of its cells, however many those are.
 *
 * @param cells in the order of their numbers
 * @param partOf by cell
 * @param groups in the order of their numbers
 */
record KeptCells(ArrayList<Cell> cells, int[] partOf, int parts, ArrayList<Group> groups) implements Serializable {

    /**
     * Rows whose values are sorted together.
     *
     * @param version whose rows they are; of pairs, the baseline
     * @param candidate of pairs; null for the rows of a version by itself
     */
    record Group(String version, @Nullable String candidate) implements Serializable {}

    /** Deals the cells out, large ones first, so that parts have about as many rows. */
    static KeptCells of(SortedMap<Cell, CellTally> tallies, int most) {
        ArrayList<Cell> cells = new ArrayList<>(tallies.keySet());
        int parts = Math.max(1, Math.min(most, cells.size()));
        int[] partOf = new int[cells.size()];
        long[] rows = tallies.values().stream().mapToLong(KeptCells::rows).toArray();
        Integer[] bySize = new Integer[cells.size()];
        Arrays.setAll(bySize, i -> i);
        Arrays.sort(bySize, Comparator.comparingLong(i -> -rows[i]));
        for (int i = 0; i < bySize.length; i++) {
            partOf[bySize[i]] = i % parts;
        }
        TreeMap<String, Group> groups = new TreeMap<>();
        TreeMap<VersionPair, Group> pairs = new TreeMap<>();
        for (CellTally tally : tallies.values()) {
            tally.costs().keySet().forEach(version -> groups.put(version, new Group(version, null)));
            tally.pairs().keySet().forEach(pair -> pairs.put(pair, new Group(pair.baseline(), pair.candidate())));
        }
        ArrayList<Group> all = new ArrayList<>(groups.values());
        all.addAll(pairs.values());
        return new KeptCells(cells, partOf, parts, all);
    }

    private static long rows(CellTally tally) {
        return tally.costs().values().stream()
                .filter(costs -> costs.length > 0)
                .mapToLong(costs -> costs[0].rows() + costs[0].unscored())
                .sum();
    }

    Map<Group, Integer> numbersOfGroups() {
        Map<Group, Integer> numbers = new HashMap<>();
        groups.forEach(group -> numbers.put(group, numbers.size()));
        return numbers;
    }

    /** Follows what one task kept, in its order: there a cell is told by its names once and by the task's number then. */
    Decoder decoder() {
        return new Decoder(this);
    }

    /** Of one Spark partition of kept rows. */
    static final class Decoder {
        private final Map<Cell, Integer> numbers = new HashMap<>();
        private int[] numberOf = new int[64];
        private int told;

        private Decoder(KeptCells kept) {
            kept.cells.forEach(cell -> numbers.put(cell, numbers.size()));
        }

        /** The numbers of a row's cells. */
        int[] cells(@Nullable List<String> partitions, @Nullable List<String> slices, byte[] cells) {
            if (partitions != null && slices != null) {
                for (int i = 0; i < partitions.size(); i++) {
                    tell(new Cell(partitions.get(i), slices.get(i)));
                }
            }
            int[] of = Packed.ints(cells);
            for (int i = 0; i < of.length; i++) {
                of[i] = numberOf[of[i]];
            }
            return of;
        }

        private void tell(Cell cell) {
            Integer number = numbers.get(cell);
            if (number == null) {
                throw new IllegalStateException("A row was kept of " + cell + ", which was not tallied");
            }
            if (told == numberOf.length) {
                numberOf = Arrays.copyOf(numberOf, 2 * told);
            }
            numberOf[told++] = number;
        }
    }

    /** The cells of a row as {@link Decoder} reads them: the names of those that the task has not told yet, and numbers. */
    record Told(String @Nullable [] partitions, String @Nullable [] slices, byte[] cells) {

        /**
         * @param numbers of the row's cells
         * @param all cells of the task, in the order of their numbers
         * @param told how many of them have been told
         */
        static Told of(int[] numbers, List<Cell> all, int told) {
            if (told == all.size()) {
                return new Told(null, null, Packed.ints(numbers));
            }
            List<Cell> fresh = all.subList(told, all.size());
            return new Told(
                    fresh.stream().map(Cell::partition).toArray(String[]::new),
                    fresh.stream().map(Cell::slice).toArray(String[]::new),
                    Packed.ints(numbers));
        }
    }

    /** Columns of a kept row that tell where it counts. */
    static int[] cells(Decoder decoder, Row row, int partitions, int slices, int cells) {
        return decoder.cells(
                row.isNullAt(partitions) ? null : row.getList(partitions),
                row.isNullAt(slices) ? null : row.getList(slices),
                row.getAs(cells));
    }
}
