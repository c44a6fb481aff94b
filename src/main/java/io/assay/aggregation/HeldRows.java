package io.assay.aggregation;

import java.util.ArrayList;
import java.util.List;

/** Rows that are held in memory, in the blocks in which they came. */
final class HeldRows {

    private final int keys;
    private List<RowBlock> blocks = new ArrayList<>();
    private long rows;
    private long size;

    HeldRows(int keys) {
        this.keys = keys;
    }

    void add(RowBlock block) {
        blocks.add(block);
        rows += block.rows();
        size += block.size();
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** About the bytes of memory for the rows, and for sorting them. */
    long size() {
        return size + rows * RowOrder.BYTES_PER_ROW;
    }

    /** Whether the addresses of rows do not allow for more. */
    boolean isFull() {
        return blocks.size() == RowOrder.BLOCKS || rows > Integer.MAX_VALUE / 2;
    }

    /** Gives the rows away, sorted by their keys. */
    RowCursor sorted() {
        List<RowBlock> given = blocks;
        blocks = new ArrayList<>();
        rows = 0;
        size = 0;
        return new Sorted(given.toArray(RowBlock[]::new), RowOrder.of(given, keys));
    }

    private static final class Sorted implements RowCursor {
        private final RowBlock[] blocks;
        private final int[] addresses;
        private int at = -1;

        Sorted(RowBlock[] blocks, int[] addresses) {
            this.blocks = blocks;
            this.addresses = addresses;
        }

        @Override
        public boolean advance() {
            return ++at < addresses.length;
        }

        @Override
        public RowBlock block() {
            return blocks[RowOrder.block(addresses[at])];
        }

        @Override
        public int row() {
            return RowOrder.row(addresses[at]);
        }
    }
}
