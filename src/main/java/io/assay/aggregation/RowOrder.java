package io.assay.aggregation;

import java.util.List;

/**
 * Sorts rows that lie in blocks by their keys, without moving them: what is sorted are their addresses. A key is a number of
 * 64 bits without sign; rows whose first keys are equal are sorted by the next one.
 *
 * <p>A radix sort from the highest bit in which keys differ, with as many buckets as suit the number of rows; few rows are
 * sorted by insertion.
 */
final class RowOrder {

    /** The most blocks that an address can name. */
    static final int BLOCKS = 1 << Integer.SIZE - BlockWriter.ROW_BITS;

    /** Bytes of memory that sorting takes for a row. */
    static final int BYTES_PER_ROW = 2 * (Long.BYTES + Integer.BYTES);

    private static final int FEW = 24;
    private static final int MOST_BITS = 11;

    private final List<RowBlock> blocks;
    private final int keys;
    private final long[] key;
    private final long[] otherKey;
    private final int[] address;
    private final int[] otherAddress;

    private RowOrder(List<RowBlock> blocks, int keys, int rows) {
        this.blocks = blocks;
        this.keys = keys;
        this.key = new long[rows];
        this.otherKey = new long[rows];
        this.address = new int[rows];
        this.otherAddress = new int[rows];
        int at = 0;
        for (int block = 0; block < blocks.size(); block++) {
            for (int row = 0; row < blocks.get(block).rows(); row++) {
                address[at++] = block << BlockWriter.ROW_BITS | row;
            }
        }
    }

    /** The addresses of all rows, sorted by so many of their first numbers. */
    static int[] of(List<RowBlock> blocks, int keys) {
        int rows = blocks.stream().mapToInt(RowBlock::rows).reduce(0, Math::addExact);
        RowOrder order = new RowOrder(blocks, keys, rows);
        order.sort(0, rows, 0);
        return order.address;
    }

    /** The block of an address. */
    static int block(int address) {
        return address >>> BlockWriter.ROW_BITS;
    }

    /** The row in its block. */
    static int row(int address) {
        return address & BlockWriter.ROWS - 1;
    }

    /** Sorts rows that agree on the keys before. */
    private void sort(int from, int to, int column) {
        for (int i = from; i < to; i++) {
            key[i] = blocks.get(block(address[i])).number(column, row(address[i]));
        }
        distribute(from, to, column);
    }

    private void distribute(int from, int to, int column) {
        if (to - from <= FEW) {
            insert(from, to);
            sortRuns(from, to, column);
            return;
        }
        long differing = 0;
        for (int i = from + 1; i < to; i++) {
            differing |= key[i] ^ key[from];
        }
        if (differing == 0) {
            sortNext(from, to, column);
            return;
        }
        int top = Long.SIZE - Long.numberOfLeadingZeros(differing);
        int bits = Math.min(top, Math.min(MOST_BITS, 29 - Integer.numberOfLeadingZeros(to - from)));
        int[] ends = distribute(from, to, top - bits, (1 << bits) - 1);
        int start = from;
        for (int bucket = 0; bucket < 1 << bits; bucket++) {
            if (ends[bucket] - start > 1) {
                distribute(start, ends[bucket], column);
            }
            start = ends[bucket];
        }
    }

    /** Sorts by some of the bits; where each of their values ends. */
    private int[] distribute(int from, int to, int shift, int mask) {
        int[] next = new int[mask + 1];
        for (int i = from; i < to; i++) {
            next[(int) (key[i] >>> shift) & mask]++;
        }
        int start = from;
        for (int bucket = 0; bucket <= mask; bucket++) {
            int count = next[bucket];
            next[bucket] = start;
            start += count;
        }
        for (int i = from; i < to; i++) {
            int place = next[(int) (key[i] >>> shift) & mask]++;
            otherKey[place] = key[i];
            otherAddress[place] = address[i];
        }
        System.arraycopy(otherKey, from, key, from, to - from);
        System.arraycopy(otherAddress, from, address, from, to - from);
        return next;
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long own = key[i];
            int ownAddress = address[i];
            int place = i;
            while (place > from && Long.compareUnsigned(key[place - 1], own) > 0) {
                key[place] = key[place - 1];
                address[place] = address[place - 1];
                place--;
            }
            key[place] = own;
            address[place] = ownAddress;
        }
    }

    private void sortRuns(int from, int to, int column) {
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || key[i] != key[start]) {
                sortNext(start, i, column);
                start = i;
            }
        }
    }

    private void sortNext(int from, int to, int column) {
        if (to - from > 1 && column + 1 < keys) {
            sort(from, to, column + 1);
        }
    }
}
