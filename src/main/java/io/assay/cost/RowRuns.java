package io.assay.cost;

/**
 * Some rows of one kind, column by column, so that loops over them are tight; those that are added in one place follow each
 * other in a run.
 */
final class RowRuns {

    /** Rows that there may be. */
    static final int ROWS = 256;

    /** Runs that there may be. */
    static final int RUNS = 64;

    /** Rows that there may be in a run; further ones are in another of the same place. */
    static final int ROWS_OF_A_RUN = 64;

    private final double[][] numbers;

    /** Where the numbers of the rows are, in the array that they are fetched from. */
    private final int[] from = new int[ROWS];

    private final int[] starts = new int[RUNS + 1];
    private final int[] places = new int[RUNS];
    private boolean secondKind;
    private int rows;
    private int runs;

    /** @param width numbers of a row */
    RowRuns(int width) {
        this.numbers = new double[width][ROWS];
    }

    /** Forgets all rows. */
    void begin(boolean ofSecondKind) {
        secondKind = ofSecondKind;
        rows = 0;
        runs = 0;
    }

    /** Makes ready for a row of a place; tells whether there is room for it. */
    boolean takes(int place, boolean ofSecondKind) {
        if (rows == ROWS || ofSecondKind != secondKind) {
            return false;
        }
        if (runs > 0 && places[runs - 1] == place && rows - starts[runs - 1] < ROWS_OF_A_RUN) {
            return true;
        }
        if (runs == RUNS) {
            return false;
        }
        places[runs] = place;
        starts[runs++] = rows;
        return true;
    }

    /** Adds a row to the last run; {@link #fetch} has to follow once all are there. */
    void add(int at) {
        from[rows] = at;
        starts[runs] = ++rows;
    }

    /**
     * Fetches the numbers of all rows, of which each has them side by side. The rows lie anywhere, so what is near is fetched
     * in a loop that does nothing else: processors then wait for many rows at a time.
     */
    void fetch(double[] array) {
        for (int which = 0; which < numbers.length; which++) {
            fetch(array, which, numbers[which]);
        }
    }

    private void fetch(double[] array, int which, double[] to) {
        for (int i = 0; i < rows; i++) {
            to[i] = array[from[i] + which];
        }
    }

    boolean isSecondKind() {
        return secondKind;
    }

    int rows() {
        return rows;
    }

    int runs() {
        return runs;
    }

    /** The place of a run. */
    int place(int run) {
        return places[run];
    }

    /** The first row of a run, or the end of the one before. */
    int start(int run) {
        return starts[run];
    }

    /** A number of all rows; what is behind the last row means nothing. */
    double[] numbers(int which) {
        return numbers[which];
    }
}
