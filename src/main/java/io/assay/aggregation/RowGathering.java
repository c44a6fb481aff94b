package io.assay.aggregation;

/** Brings the rows that a cursor comes by into batches. */
final class RowGathering {

    private final RowCursor from;
    private final RowFilling filling;
    private boolean more;

    /** @param capacity rows of a batch */
    RowGathering(RowCursor from, int capacity) {
        this.from = from;
        this.filling = new RowFilling(capacity);
        this.more = from.advance();
    }

    /** Whether there are further rows. */
    boolean hasNext() {
        return more;
    }

    /** Fills a batch with as many rows as fit, in place of what it has. */
    void fill(ScoredBatch batch) {
        while (more && !filling.isFull()) {
            filling.add(from.block(), from.row());
            more = from.advance();
        }
        filling.fill(batch);
    }
}
