package io.assay.aggregation;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * The fingerprints of the ids that a task has seen, as blocks for as many parts as tasks look through them for repeated ones:
 * the same id is in the same part everywhere. 64 bits of a fingerprint are enough, as an id that only seems to be repeated
 * does no harm.
 */
final class SeenIds {

    private static final int BLOCK = 1 << 16;

    private final long[][] seen;
    private final int[] sizes;
    private final BiConsumer<Integer, byte[]> full;

    /** @param full takes a part and a block of it */
    SeenIds(int parts, BiConsumer<Integer, byte[]> full) {
        this.seen = new long[parts][0];
        this.sizes = new int[parts];
        this.full = full;
    }

    void add(long fingerprint) {
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
        for (int part = 0; part < seen.length; part++) {
            if (sizes[part] > 0) {
                write(part);
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
