package io.assay.aggregation;

import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in which cells a row counts: the total and its own partition, each crossed with the total and its slices. */
final class CellFinder implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Remembered combinations of values; more are found anew each time. */
    private static final int REMEMBERED = 100_000;

    private final String[] partitions;
    private final String[] axes;
    private final boolean[] predicates;
    private final int[][] sets;
    private transient @Nullable Map<List<@Nullable String>, List<Cell>> remembered;

    CellFinder(List<String> partitions, Slicing slicing) {
        this.partitions = partitions.toArray(String[]::new);
        this.axes = slicing.axes().stream().map(Axis::name).toArray(String[]::new);
        this.predicates = new boolean[axes.length];
        for (int i = 0; i < axes.length; i++) {
            predicates[i] = slicing.axes().get(i).kind() == Axis.Kind.PREDICATE;
        }
        this.sets = slicing.sets().stream()
                .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** The cells of a scored row, each once. */
    List<Cell> of(ScoredBatch batch, int row) {
        Map<List<@Nullable String>, List<Cell>> known = remembered;
        if (known == null) {
            known = new HashMap<>();
            remembered = known;
        }
        List<@Nullable String> values = new ArrayList<>(batch.coordinate.length);
        for (int i = 0; i < batch.coordinate.length; i++) {
            values.add(batch.dictionaries.coordinate(i).text(batch.coordinate[i][row]));
        }
        List<Cell> cells = known.get(values);
        if (cells == null) {
            cells = found(values);
            if (known.size() < REMEMBERED) {
                known.put(values, cells);
            }
        }
        return cells;
    }

    /** For every set of axes, where two rows of one example may lie in different slices of it, its name. */
    String[] names() {
        return Arrays.stream(sets).map(this::name).toArray(String[]::new);
    }

    /** Whether two rows lie in different slices of a set. */
    boolean differ(int set, RowPair pair) {
        for (int axis : sets[set]) {
            int place = partitions.length + axis;
            if (pair.candidates().coordinate[place][pair.candidate()]
                    != pair.baselines().coordinate[place][pair.baseline()]) {
                return true;
            }
        }
        return false;
    }

    private String name(int[] set) {
        List<String> names = new ArrayList<>();
        for (int axis : set) {
            names.add(axes[axis]);
        }
        return String.join(" × ", names);
    }

    private List<Cell> found(List<@Nullable String> values) {
        Set<String> slices = new LinkedHashSet<>();
        slices.add(Coordinate.ALL);
        for (int[] set : sets) {
            String slice = slice(set, values);
            if (slice != null) {
                slices.add(slice);
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (String partition : partitionsOf(values)) {
            for (String slice : slices) {
                cells.add(new Cell(partition, slice));
            }
        }
        return cells;
    }

    private List<String> partitionsOf(List<@Nullable String> values) {
        if (partitions.length == 0) {
            return List.of(Coordinate.ALL);
        }
        List<String> own = new ArrayList<>();
        for (int i = 0; i < partitions.length; i++) {
            own.add(Coordinate.of(partitions[i], values.get(i)));
        }
        return List.of(Coordinate.ALL, Coordinate.cross(own));
    }

    /** The slice of a set; null where a predicate of it does not hold. */
    private @Nullable String slice(int[] set, List<@Nullable String> values) {
        List<String> coordinates = new ArrayList<>();
        for (int axis : set) {
            String value = values.get(partitions.length + axis);
            if (!predicates[axis]) {
                coordinates.add(Coordinate.of(axes[axis], value));
            } else if ("true".equals(value)) {
                coordinates.add(Coordinate.named(axes[axis]));
            } else {
                return null;
            }
        }
        return Coordinate.cross(coordinates);
    }
}
