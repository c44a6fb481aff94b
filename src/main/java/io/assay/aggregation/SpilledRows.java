package io.assay.aggregation;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sorted rows in a temporary file, as blocks that are read one after the other; the file lives until it is closed. */
final class SpilledRows implements RowCursor, AutoCloseable {

    /** Tells whose files these are, should a process be killed and leave some. */
    static final String PREFIX = "assay-rows-" + ProcessHandle.current().pid() + "-";

    /** Rows of a block: few, as one block of every file is in memory when they are merged. */
    private static final int ROWS = 1024;

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final BlockLayout layout;
    private final Dictionaries dictionaries;
    private final long size;
    private final int blocks;
    private @Nullable DataInputStream in;
    private @Nullable RowBlock block;
    private int read;
    private int row;

    private SpilledRows(Path file, BlockLayout layout, Dictionaries dictionaries, long size, int blocks) {
        this.file = file;
        this.layout = layout;
        this.dictionaries = dictionaries;
        this.size = size;
        this.blocks = blocks;
    }

    /** Writes rows to a new file in a directory. */
    static SpilledRows write(RowCursor rows, BlockLayout layout, Dictionaries dictionaries, Path directory) {
        try {
            Path file = Files.createTempFile(directory, PREFIX, ".spill");
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
                int capacity = Math.min(ROWS, BlockWriter.rows(layout.schema()));
                int blocks = write(rows, new ScoredBatch(layout.schema(), dictionaries, capacity), out);
                out.flush();
                return new SpilledRows(file, layout, dictionaries, Files.size(file), blocks);
            } catch (IOException | RuntimeException | Error e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write rows that exceed the memory to " + directory + ": " + e, e);
        }
    }

    private static int write(RowCursor rows, ScoredBatch batch, DataOutputStream out) throws IOException {
        BlockWriter writer = new BlockWriter(batch.schema, batch.capacity());
        int[] all = IntStream.range(0, batch.capacity()).toArray();
        int blocks = 0;
        RowGathering gathering = new RowGathering(rows, batch.capacity());
        while (gathering.hasNext()) {
            gathering.fill(batch);
            List<byte[]> written = new ArrayList<>();
            writer.write(batch, all, 0, batch.size, written::add);
            for (byte[] one : written) {
                out.writeInt(one.length);
                out.write(one);
            }
            blocks += written.size();
        }
        return blocks;
    }

    /** Bytes of the file. */
    long size() {
        return size;
    }

    @Override
    public boolean advance() {
        row++;
        while (block == null || row >= block.rows()) {
            if (read == blocks) {
                close();
                return false;
            }
            block = next();
            row = 0;
        }
        return true;
    }

    private RowBlock next() {
        try {
            DataInputStream open = in;
            if (open == null) {
                open = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
                in = open;
            }
            byte[] bytes = new byte[open.readInt()];
            open.readFully(bytes);
            read++;
            return new RowBlock(bytes, layout, dictionaries);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read rows that exceeded the memory from " + file + ": " + e, e);
        }
    }

    @Override
    public RowBlock block() {
        if (block == null) {
            throw new IllegalStateException("There is no row");
        }
        return block;
    }

    @Override
    public int row() {
        return row;
    }

    /** Deletes the file. */
    @Override
    public void close() {
        try {
            if (in != null) {
                in.close();
                in = null;
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file + ": " + e, e);
        }
    }
}
