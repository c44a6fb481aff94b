package io.assay.aggregation;

import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cells that the rows of a task have counted in, numbered from 0 in the order of their coming. */
final class CellNumbers {

    /** A row is in no slice of a set, as a predicate of it does not hold. */
    static final int NONE = -1;

    /** Stands for all partitions. */
    static final int ALL = 0;

    private final Dictionaries dictionaries;
    private final RowCodes row;
    private final List<String> partitionNames;
    private final Slicing slicing;
    private final int[][] sets;
    private final CodeMap[] slicesOf;

    /** Slices by spelling, where another set may have the same; the others cannot meet. */
    private final Map<String, Integer> shared = new HashMap<>();

    private final boolean[] isShared;
    private final List<String> partitions = new ArrayList<>(List.of(Coordinate.ALL));
    private final List<String> slices = new ArrayList<>(List.of(Coordinate.ALL));
    private final CodeMap numbers = new CodeMap(new int[] {0, 1});
    private final int[] key = new int[2];
    private final List<Cell> cells = new ArrayList<>();
    private final GroupCount count;

    CellNumbers(
            List<String> partitionNames, Slicing slicing, Dictionaries dictionaries, RowCodes row, GroupCount count) {
        this.dictionaries = dictionaries;
        this.row = row;
        this.partitionNames = List.copyOf(partitionNames);
        this.slicing = slicing;
        this.count = count;
        this.sets = slicing.sets().stream()
                .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        this.slicesOf = Arrays.stream(sets)
                .map(set -> new CodeMap(Arrays.stream(set).map(row::position).toArray()))
                .toArray(CodeMap[]::new);
        this.isShared = new boolean[sets.length];
        for (SetFamily family : SetFamily.of(slicing)) {
            family.sets().forEach(set -> isShared[set] = family.sets().size() > 1);
        }
    }

    /** Takes note of the row's partition, which must be a new one; the n-th is called n, from 1. */
    void addPartition() {
        List<String> own = new ArrayList<>();
        for (int i = 0; i < partitionNames.size(); i++) {
            own.add(Coordinate.of(
                    partitionNames.get(i), dictionaries.coordinate(i).text(row.codes()[i])));
        }
        partitions.add(Coordinate.cross(own));
    }

    /** The slice of the row among those of a set; {@link #NONE} if it is in none. */
    int slice(int set) {
        for (int axis : sets[set]) {
            if (row.isPredicate(axis) && row.codes()[row.position(axis)] == 0) {
                return NONE;
            }
        }
        int slice = slicesOf[set].find(row.codes());
        if (slice == CodeMap.ABSENT) {
            slice = newSlice(set);
            slicesOf[set].put(row.codes(), slice);
        }
        return slice;
    }

    private int newSlice(int set) {
        List<String> coordinates = new ArrayList<>();
        for (int axis : sets[set]) {
            String name = slicing.axes().get(axis).name();
            int position = row.position(axis);
            coordinates.add(
                    row.isPredicate(axis)
                            ? Coordinate.named(name)
                            : Coordinate.of(
                                    name, dictionaries.coordinate(position).text(row.codes()[position])));
        }
        String slice = Coordinate.cross(coordinates);
        int number = slices.size();
        if (isShared[set]) {
            Integer known = shared.putIfAbsent(slice, number);
            if (known != null) {
                return known;
            }
        }
        slices.add(slice);
        return number;
    }

    /**
     * The number of a cell.
     *
     * @param partition {@link #ALL}, or the n-th of those noted
     * @param slice from {@link #slice}, 0 for the total
     * @param set whose slice it is, for the count of groups
     */
    int cell(int partition, int slice, int set) {
        key[0] = partition;
        key[1] = slice;
        int cell = numbers.find(key);
        if (cell == CodeMap.ABSENT) {
            cell = cells.size();
            numbers.put(key, cell);
            cells.add(new Cell(partitions.get(partition), slices.get(slice)));
            count.add(set);
        }
        return cell;
    }

    /** All cells, in the order of their numbers. */
    List<Cell> cells() {
        return cells;
    }
}
