package io.assay.dimension;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Names one cell of a report: a business partition crossed with a slice. Both are {@link Coordinate} texts, {@code all}
 * or {@code column=value[,column=value]}.
 */
public record Cell(String partition, String slice) implements Comparable<Cell>, Serializable {

    /** Every row. */
    public static final Cell ALL = new Cell(Coordinate.ALL, Coordinate.ALL);

    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::partition, Coordinate.ORDER).thenComparing(Cell::slice, Coordinate.ORDER);

    /** Orders totals first, then as strings compare. */
    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
