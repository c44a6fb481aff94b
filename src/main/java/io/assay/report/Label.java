package io.assay.report;

import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cell's name as people read it, decoded from its {@link Coordinate}s: {@code branch = House}, {@code all rows}.
 *
 * @param partition empty for all partitions
 * @param slice empty for all slices
 */
record Label(List<Part> partition, List<Part> slice) {

    Label {
        partition = List.copyOf(partition);
        slice = List.copyOf(slice);
    }

    static Label of(Cell cell) {
        return new Label(parts(cell.partition()), parts(cell.slice()));
    }

    /** Whether it names every row. */
    boolean total() {
        return partition.isEmpty() && slice.isEmpty();
    }

    /** In one line, each name cut to so many code points. */
    String text(int longest) {
        if (total()) {
            return "all rows";
        }
        String partitions = partition.isEmpty() ? "" : "partition " + join(partition, longest);
        return slice.isEmpty() || partition.isEmpty()
                ? partitions + join(slice, longest)
                : partitions + " / " + join(slice, longest);
    }

    private static String join(List<Part> parts, int longest) {
        return parts.stream().map(part -> part.text(longest)).collect(Collectors.joining(", "));
    }

    private static List<Part> parts(String coordinate) {
        if (coordinate.equals(Coordinate.ALL)) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        for (String piece : coordinate.split(",", -1)) {
            int equals = piece.indexOf('=');
            parts.add(
                    equals < 0
                            ? new Part("", Coordinate.decode(piece))
                            : new Part(
                                    Objects.requireNonNullElse(Coordinate.decode(piece.substring(0, equals)), ""),
                                    Coordinate.decode(piece.substring(equals + 1))));
        }
        return parts;
    }

    /**
     * One column of a cross and its value.
     *
     * @param column empty when the name stands for itself, as that of a predicate does
     * @param value null where the data are null
     */
    record Part(String column, @Nullable String value) {

        String text(int longest) {
            String shown = value == null ? "null" : Shown.text(value, longest);
            return column.isEmpty() ? shown : Shown.text(column, longest) + " = " + shown;
        }
    }
}
