package io.assay.aggregation;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import scala.Tuple2;

/**
 * Scored rows as blocks of bytes, each with the number of the Spark partition to which it goes: all rows of a cluster go to
 * the same one. Rows are gathered up to a limit of memory and then sent to all partitions at once, so blocks get smaller
 * the more partitions there are.
 */
final class RowBlocks implements Iterator<Tuple2<Integer, byte[]>> {

    /** Bytes of memory for rows that wait. */
    private static final int MEMORY = 32 << 20;

    /** Blocks of a partition that are written at once if the memory allows. */
    private static final int BLOCKS = 16;

    /** The most ranges of fingerprints of all partitions together, in bits: what is counted of each stays in a near cache. */
    private static final int MOST_RANGE_BITS = 16;

    private static final int ROWS_OF_A_RANGE = 4;

    /** Characters of odd rows for which no more rows are gathered. */
    private static final int CHARACTERS = 8 << 20;

    private final Iterator<ScoredBatch> batches;
    private final int targets;

    /** The most of a block. */
    private final int rows;

    private final StagedRows staged;
    private final BlockWriter writer;
    private final Queue<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
    private int[] order = new int[0];
    private int[] targetOf = new int[0];
    private final int[] ends;
    private final int rangeBits;
    private int target;

    RowBlocks(Iterator<ScoredBatch> batches, ScoredSchema schema, int targets) {
        this(batches, schema, targets, MEMORY);
    }

    RowBlocks(Iterator<ScoredBatch> batches, ScoredSchema schema, int targets, int memory) {
        this.batches = batches;
        this.targets = targets;
        this.rows = BlockWriter.rows(schema);
        long most = Math.min((long) targets * BLOCKS * rows, memory / StagedRows.width(schema));
        this.staged = new StagedRows(schema, (int) Math.max(most, 1));
        this.writer = new BlockWriter(schema, rows);
        this.ends = new int[targets];
        long ranges = Math.max(1, Math.min(most / ROWS_OF_A_RANGE, 1L << MOST_RANGE_BITS) / targets);
        this.rangeBits = Long.SIZE - 1 - Long.numberOfLeadingZeros(ranges);
        this.target = targets;
    }

    /** The Spark partition of a cluster. */
    static int target(long high, long low, int targets) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E37_79B9_7F4A_7C15L + low;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        mixed ^= mixed >>> 32;
        return (int) ((mixed & 0xFFFF_FFFFL) * targets >>> 32);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty()) {
            if (target < targets) {
                writeNext();
            } else if (batches.hasNext()) {
                gather(batches.next());
            } else if (staged.size() > 0) {
                distribute();
            } else {
                return false;
            }
        }
        return true;
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void gather(ScoredBatch batch) {
        if (!staged.fits(batch)) {
            // A batch may be overwritten when the next one is asked for, so this one must go on at once.
            distribute();
            while (target < targets) {
                writeNext();
            }
        }
        staged.add(batch);
        if (staged.characters() > CHARACTERS) {
            distribute();
        }
    }

    /**
     * Finds the rows of each partition, in the order of ranges of their fingerprints. A block then has rows that are read
     * close to each other, and few blocks have rows that are read at the same time.
     */
    private void distribute() {
        ScoredBatch all = staged.rows();
        if (order.length < all.size) {
            order = new int[all.capacity()];
            targetOf = new int[all.capacity()];
        }
        int[] next = new int[targets << rangeBits];
        for (int i = 0; i < all.size; i++) {
            int own = target(all.clusterHigh[i], all.clusterLow[i], targets) << rangeBits | range(all.clusterHigh[i]);
            targetOf[i] = own;
            next[own]++;
        }
        int start = 0;
        for (int i = 0; i < next.length; i++) {
            int count = next[i];
            next[i] = start;
            start += count;
        }
        for (int i = 0; i < all.size; i++) {
            order[next[targetOf[i]]++] = i;
        }
        for (int i = 0; i < targets; i++) {
            ends[i] = next[(i + 1 << rangeBits) - 1];
        }
        target = 0;
    }

    private int range(long fingerprint) {
        return rangeBits == 0 ? 0 : (int) (fingerprint >>> Long.SIZE - rangeBits);
    }

    /** Writes the next partition's rows; after the last ones there is room again. */
    private void writeNext() {
        int start = target == 0 ? 0 : ends[target - 1];
        int end = ends[target];
        int own = target++;
        int blocks = (end - start + rows - 1) / rows;
        for (int left = blocks; left > 0; left--) {
            int to = start + (end - start) / left;
            writer.write(staged.rows(), order, start, to, block -> ready.add(new Tuple2<>(own, block)));
            start = to;
        }
        if (target == targets) {
            staged.clear();
        }
    }
}
