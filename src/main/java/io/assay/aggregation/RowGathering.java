package io.assay.aggregation;

/** Brings the rows that a cursor comes by into batches. */
final class RowGathering {

    private final RowCursor from;
    private final RowBlock[] blocks;
    private final int[] rows;
    private boolean more;

    /** @param capacity rows of a batch */
    RowGathering(RowCursor from, int capacity) {
        this.from = from;
        this.blocks = new RowBlock[capacity];
        this.rows = new int[capacity];
        this.more = from.advance();
    }

    /** Whether there are further rows. */
    boolean hasNext() {
        return more;
    }

    /** Fills a batch with as many rows as fit, in place of what it has. */
    void fill(ScoredBatch batch) {
        int count = 0;
        while (more && count < rows.length) {
            blocks[count] = from.block();
            rows[count++] = from.row();
            more = from.advance();
        }
        RowBlock.fill(batch, blocks, rows, count);
    }
}
