package io.assay.aggregation;

import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in plain words in which cells a row counts, and in which sets two rows differ: the oracle of {@link Slots}. */
final class PlainCells {

    private final List<String> partitions;
    private final Slicing slicing;

    PlainCells(List<String> partitions, Slicing slicing) {
        this.partitions = partitions;
        this.slicing = slicing;
    }

    /** The cells of a row whose coordinates have these texts, each once. */
    Set<Cell> of(List<@Nullable String> values) {
        Set<String> slices = new LinkedHashSet<>();
        slices.add(Coordinate.ALL);
        for (List<Integer> set : slicing.sets()) {
            String slice = slice(set, values);
            if (slice != null) {
                slices.add(slice);
            }
        }
        Set<Cell> cells = new LinkedHashSet<>();
        for (String partition : partitionsOf(values)) {
            for (String slice : slices) {
                cells.add(new Cell(partition, slice));
            }
        }
        return cells;
    }

    private List<String> partitionsOf(List<@Nullable String> values) {
        if (partitions.isEmpty()) {
            return List.of(Coordinate.ALL);
        }
        List<String> own = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            own.add(Coordinate.of(partitions.get(i), values.get(i)));
        }
        return List.of(Coordinate.ALL, Coordinate.cross(own));
    }

    /** The slice of a set; null where a predicate of it does not hold. */
    private @Nullable String slice(List<Integer> set, List<@Nullable String> values) {
        List<String> coordinates = new ArrayList<>();
        for (int axis : set) {
            String value = values.get(partitions.size() + axis);
            String name = slicing.axes().get(axis).name();
            if (slicing.axes().get(axis).kind() == Axis.Kind.VALUE) {
                coordinates.add(Coordinate.of(name, value));
            } else if ("true".equals(value)) {
                coordinates.add(Coordinate.named(name));
            } else {
                return null;
            }
        }
        return Coordinate.cross(coordinates);
    }

    /** Counts, for every set of axes, whether two rows of one example lie in different slices of it. */
    void countDifferences(List<@Nullable String> one, List<@Nullable String> other, Counts counts) {
        for (List<Integer> set : slicing.sets()) {
            boolean different = set.stream()
                    .map(axis -> partitions.size() + axis)
                    .anyMatch(i -> !Objects.equals(one.get(i), other.get(i)));
            if (different) {
                List<String> names = set.stream()
                        .map(axis -> slicing.axes().get(axis).name())
                        .toList();
                counts.add(1, Counts.DIFFERENT_SLICE, String.join(" × ", names));
            }
        }
    }
}
