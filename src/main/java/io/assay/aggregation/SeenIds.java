package io.assay.aggregation;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The fingerprints of the ids that a task has seen, as blocks for as many parts as tasks look through them for repeated ones:
 * the same id is in the same part everywhere. 64 bits of a fingerprint are enough, as an id that only seems to be repeated
 * does no harm. A task that sees all rows of an id looks through them itself, as long as it has room to, and hands over the
 * repeated ones alone.
 */
final class SeenIds {

    private static final int BLOCK = 1 << 16;

    /** Of an id for which there is room: in an array, in a smaller one that it grows from, and in a block. */
    private static final int BYTES = 3 * Long.BYTES;

    private static final int MOST = 1 << 27;

    private final long[][] seen;
    private final int[] sizes;
    private final BiConsumer<Integer, byte[]> full;
    private int room;
    private long[] held = {};
    private int count;

    /**
     * @param room for so many ids, of which no other task sees any; 0 if others may
     * @param full takes a part and a block of it
     */
    SeenIds(int parts, int room, BiConsumer<Integer, byte[]> full) {
        this.seen = new long[parts][0];
        this.sizes = new int[parts];
        this.room = room;
        this.full = full;
    }

    /** For how many ids there is room in so many bytes. */
    static int roomIn(long bytes) {
        return (int) Math.min(MOST, bytes / BYTES);
    }

    void add(long fingerprint) {
        if (room == 0) {
            handOver(fingerprint);
            return;
        }
        if (count == held.length) {
            held = Arrays.copyOf(held, Math.min(room, Math.max(16, 2 * count)));
        }
        held[count++] = fingerprint;
        if (count == room) {
            giveUp();
        }
    }

    /** There are too many to look through them here. */
    private void giveUp() {
        for (long fingerprint : held) {
            handOver(fingerprint);
        }
        held = new long[0];
        count = 0;
        room = 0;
    }

    private void handOver(long fingerprint) {
        int part = (int) ((fingerprint >>> 32) * seen.length >>> 32);
        int size = sizes[part];
        if (size == seen[part].length) {
            if (size == BLOCK) {
                write(part);
                size = 0;
            } else {
                seen[part] = Arrays.copyOf(seen[part], Math.max(16, Math.min(BLOCK, 2 * size)));
            }
        }
        seen[part][size] = fingerprint;
        sizes[part] = size + 1;
    }

    /** Hands over what is left. */
    void end() {
        Arrays.sort(held, 0, count);
        for (int i = 1; i < count; i++) {
            if (held[i] == held[i - 1]) {
                handOver(held[i - 1]);
                handOver(held[i]);
            }
        }
        for (int part = 0; part < seen.length; part++) {
            if (sizes[part] > 0) {
                write(part);
                // What is written waits for its turn, and would double it.
                seen[part] = new long[0];
            }
        }
    }

    private void write(int part) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * sizes[part]);
        bytes.asLongBuffer().put(seen[part], 0, sizes[part]);
        full.accept(part, bytes.array());
        sizes[part] = 0;
    }
}
