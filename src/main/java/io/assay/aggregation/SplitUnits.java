package io.assay.aggregation;

/**
 * Counts the units, clusters or else examples, that have rows in more than one part of a split, such as train and test: on
 * what a model was trained with it cannot be tested. Rows come unit by unit.
 */
final class SplitUnits {

    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    private final int column;
    private final Dictionary parts;
    private final Counts counts;
    private int part = NONE;

    /** @param column the coordinate that says in which part a row is; a row without one is in none */
    SplitUnits(int column, Dictionaries dictionaries, Counts counts) {
        this.column = column;
        this.parts = dictionaries.coordinate(column);
        this.counts = counts;
    }

    /** One more row of the unit. */
    void add(ScoredBatch batch, int row) {
        int own = batch.coordinate[column][row];
        if (own != part && part != SEVERAL && parts.text(own) != null) {
            part = part == NONE ? own : SEVERAL;
        }
    }

    /** The unit has no more rows. */
    void end() {
        if (part != NONE) {
            counts.add(1, Counts.SPLIT_UNITS);
        }
        if (part == SEVERAL) {
            counts.add(1, Counts.SHARED_UNITS);
        }
        part = NONE;
    }
}
