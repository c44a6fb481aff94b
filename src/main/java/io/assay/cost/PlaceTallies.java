package io.assay.cost;

import java.util.BitSet;

/**
 * How rows, or pairs of rows, come to be added in places, whatever is tallied of them. One that is a unit and has nothing
 * unusual waits until many can be added at once ({@link PendingRows}); any other is added right away, as it is made ready by
 * {@link #prepare}. Rows that are parts of units are kept until their unit ends ({@link UnitRows}); one that turns out to be
 * alone in a place is the unit there, the others are summed up place by place ({@link OpenUnits}).
 */
abstract class PlaceTallies {

    private final boolean clustered;
    private final BitSet seen = new BitSet();
    private final PendingRows pending;
    private final UnitRows unit;
    private final OpenUnits open;

    /** Whether something has been done with the row since it began. */
    private boolean begun;

    /** Whether it waits. */
    private boolean waits;

    /**
     * @param clustered whether a row is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     * @param waiting numbers of a row that waits
     * @param kept numbers of a row that is kept
     * @param series of an open unit
     */
    PlaceTallies(boolean clustered, int waiting, int kept, int series) {
        this.clustered = clustered;
        this.pending = new PendingRows(waiting);
        this.unit = new UnitRows(kept);
        this.open = new OpenUnits(series);
    }

    /** Puts the row where {@link #recall} finds it. */
    abstract void keep(double[] numbers, int at);

    abstract void recall(double[] numbers, int at);

    /** Whether the row may wait where it is a unit. */
    abstract boolean mayWait();

    /** Whether the row is of the second kind of {@link RowRuns}. */
    abstract boolean isOfSecondKind();

    /** Puts the row where {@link #add(RowRuns)} will find it. */
    abstract void putToWait(double[] numbers, int at);

    /** Adds rows that have waited. */
    abstract void add(RowRuns rows);

    /** Counts the row in a place, whatever unit it is of. */
    void count(int place) {}

    /** Splits the row into what each place adds. */
    abstract void prepare();

    /** Adds the row that was prepared. */
    abstract void addPrepared(int place);

    /** Adds what an open unit has in a place. */
    abstract void addUnit(int place, int slot);

    final boolean isClustered() {
        return clustered;
    }

    final OpenUnits open() {
        return open;
    }

    /** Starts a row, in place of the one before. Each loss must be told of before it is added anywhere. */
    public final void begin() {
        if (unit.isFull()) {
            unit.beginPart();
            addUnitRows();
            unit.forget();
        }
        begun = false;
    }

    /** Adds the row in a place; places are numbered from 0 and come to be when something is added there. */
    public final void add(int place) {
        seen.set(place);
        count(place);
        if (!begun) {
            beginRow();
        }
        if (clustered) {
            unit.add(place);
        } else if (waits) {
            pending.add(place, isOfSecondKind());
        } else {
            addPrepared(place);
        }
    }

    private void beginRow() {
        if (clustered) {
            int at = unit.begin();
            keep(unit.numbers(), at);
        } else {
            waits = mayWait();
            if (waits) {
                makeRoom();
                beginToWait();
            } else {
                prepare();
            }
        }
        begun = true;
    }

    private void makeRoom() {
        if (pending.isEnough()) {
            addPending();
        }
    }

    private void beginToWait() {
        int at = pending.begin();
        putToWait(pending.numbers(), at);
    }

    /** Adds the rows that wait; no unit may be open. */
    final void addPending() {
        if (!pending.isEmpty()) {
            pending.drain(this::add);
            // What was prepared of a row is used up.
            begun = false;
        }
    }

    /** Ends the unit whose rows have been added since the last one ended. */
    public final void endUnit() {
        addUnitRows();
        unit.end();
        for (int slot = 0; slot < open.touched(); slot++) {
            addUnit(open.close(slot), slot);
        }
        open.clear();
        begun = false;
    }

    /** Adds the rows of the open unit: where one is alone in a place it may wait, elsewhere it is summed up with others. */
    private void addUnitRows() {
        for (int i = 0; i < unit.rows(); i++) {
            recall(unit.numbers(), unit.at(i));
            makeRoom();
            boolean mayWait = mayWait();
            boolean waiting = false;
            boolean prepared = false;
            for (int at = unit.start(i); at < unit.start(i + 1); at++) {
                int place = unit.place(at);
                if (mayWait && unit.isAlone(place)) {
                    if (!waiting) {
                        beginToWait();
                        waiting = true;
                    }
                    pending.add(place, isOfSecondKind());
                } else {
                    if (!prepared) {
                        prepare();
                        prepared = true;
                    }
                    addPrepared(place);
                }
            }
        }
    }

    /** Whether anything has been added in a place, rows without any loss included. */
    public final boolean has(int place) {
        return seen.get(place);
    }

    /** Makes a place come to be. */
    final void see(int place) {
        seen.set(place);
    }

    /** The memory held for rows that wait or are kept. */
    final long bytesOfRows() {
        return pending.bytes() + unit.bytes() + open.bytes();
    }
}
