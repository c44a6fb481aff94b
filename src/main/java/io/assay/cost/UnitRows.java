package io.assay.cost;

import java.util.Arrays;

/**
 * The rows of the open unit as they came, each with the places that it counts in, until all that the unit has in a place is
 * known: a row that is alone there is the unit.
 *
 * <p>A row takes 8 bytes for each of its numbers and 4 for each of its places. A unit of very many rows is taken in parts,
 * in which no row is known to be alone.
 */
final class UnitRows {

    private static final int MOST_ROWS = 1 << 12;

    private final int width;
    private double[] numbers = {};
    private int[] places = {};

    /** Where the places of a row start. */
    private int[] starts = {0};

    private int rows;

    /** By place, the rows of the unit that count there. */
    private int[] touches = {};

    private boolean inParts;

    /** @param width numbers of a row */
    UnitRows(int width) {
        this.width = width;
    }

    /** Starts a row; where its numbers are to be put into {@link #numbers}. */
    int begin() {
        if ((rows + 1) * width > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(16 * width, 2 * numbers.length));
        }
        if (rows + 2 > starts.length) {
            starts = Arrays.copyOf(starts, Math.max(16, 2 * starts.length));
        }
        starts[rows + 1] = starts[rows];
        return rows++ * width;
    }

    double[] numbers() {
        return numbers;
    }

    /** Adds the row that was begun last in a place. */
    void add(int place) {
        if (starts[rows] == places.length) {
            places = Arrays.copyOf(places, Math.max(64, 2 * places.length));
        }
        if (place >= touches.length) {
            touches = Arrays.copyOf(touches, Math.max(place + 1, 2 * touches.length));
        }
        places[starts[rows]++] = place;
        touches[place]++;
    }

    /** Whether the rows are to be taken before further ones come. */
    boolean isFull() {
        return rows == MOST_ROWS;
    }

    int rows() {
        return rows;
    }

    /** Where the numbers of a row start. */
    int at(int row) {
        return row * width;
    }

    /** Where the places of a row start, or those of the row before end. */
    int start(int row) {
        return starts[row];
    }

    int place(int at) {
        return places[at];
    }

    /** Whether the unit has one row in a place. */
    boolean isAlone(int place) {
        return !inParts && touches[place] == 1;
    }

    /** Before rows are taken while the unit goes on. */
    void beginPart() {
        inParts = true;
    }

    /** Forgets the rows. */
    void forget() {
        for (int i = 0; i < starts[rows]; i++) {
            touches[places[i]] = 0;
        }
        rows = 0;
    }

    /** Forgets the rows, as the unit has ended. */
    void end() {
        forget();
        inParts = false;
    }

    /** The memory held. */
    long bytes() {
        return (long) Double.BYTES * numbers.length
                + (long) Integer.BYTES * (places.length + starts.length + touches.length);
    }
}
