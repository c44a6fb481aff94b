package io.assay.aggregation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of blocks in the order of their clusters' and then their ids' fingerprints, so that all rows of a cluster, and
 * inside it all rows of an id, follow each other; they may go on in the next batch. The order inside an id is free.
 *
 * <p>Blocks are held as they came until they exceed the memory; they are then sorted and written to disk, and merged at the
 * end. So neither many rows nor a huge cluster need more memory. A batch is overwritten by the next but one.
 */
final class MetRows implements Iterator<ScoredBatch>, AutoCloseable {

    /** Files that are merged at once. */
    private static final int FILES = 64;

    private final Iterator<byte[]> blocks;
    private final BlockLayout layout;
    private final Dictionaries dictionaries;
    private final long memory;
    private final Supplier<Path> directory;
    private final HeldRows held;
    private final List<SpilledRows> spilled = new ArrayList<>();
    private final ScoredBatch[] batches = new ScoredBatch[2];
    private @Nullable RowGathering rows;
    private int given;
    private int files;

    /**
     * Reads nothing yet.
     *
     * @param memory bytes that may be used for rows
     * @param directory where rows are put that need more
     */
    MetRows(
            Iterator<byte[]> blocks,
            ScoredSchema schema,
            Dictionaries dictionaries,
            long memory,
            Supplier<Path> directory) {
        this.blocks = blocks;
        this.layout = BlockLayout.of(schema);
        this.dictionaries = dictionaries;
        this.memory = memory;
        this.directory = directory;
        this.held = new HeldRows(layout.keys());
    }

    @Override
    public boolean hasNext() {
        if (rows == null) {
            rows = new RowGathering(met(), ScoredBatch.CAPACITY);
        }
        return rows.hasNext();
    }

    @Override
    public ScoredBatch next() {
        if (!hasNext() || rows == null) {
            throw new NoSuchElementException();
        }
        ScoredBatch batch = batch();
        rows.fill(batch);
        return batch;
    }

    private ScoredBatch batch() {
        int turn = given++ & 1;
        ScoredBatch batch = batches[turn];
        if (batch == null) {
            batch = new ScoredBatch(layout.schema(), dictionaries, ScoredBatch.CAPACITY);
            batches[turn] = batch;
        }
        return batch;
    }

    private RowCursor met() {
        while (blocks.hasNext()) {
            held.add(new RowBlock(blocks.next(), layout, dictionaries));
            if (held.size() > memory || held.isFull()) {
                spill();
            }
        }
        List<RowCursor> parts = new ArrayList<>(spilled);
        if (!held.isEmpty() || parts.isEmpty()) {
            parts.add(held.sorted());
        }
        return MergedRows.of(parts, layout.keys());
    }

    private void spill() {
        write(held.sorted());
        if (spilled.size() == 2 * FILES) {
            spilled.sort(Comparator.comparingLong(SpilledRows::size));
            List<RowCursor> shortest = new ArrayList<>(spilled.subList(0, FILES));
            write(MergedRows.of(shortest, layout.keys()));
            spilled.subList(0, FILES).clear();
        }
    }

    private void write(RowCursor sorted) {
        spilled.add(SpilledRows.write(sorted, layout, dictionaries, directory.get()));
        files++;
    }

    /** How many files were written. */
    int files() {
        return files;
    }

    /** Deletes what is left on disk. */
    @Override
    public void close() {
        spilled.forEach(SpilledRows::close);
    }
}
