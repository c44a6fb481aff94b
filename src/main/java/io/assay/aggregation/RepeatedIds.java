package io.assay.aggregation;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Ids that were seen in several places and did not meet, by 64 bits of their fingerprints. An id that only seems to be
 * repeated does no harm.
 */
final class RepeatedIds implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Of more ids than this it is not known which they are, so that what every task is told stays below a megabyte. */
    static final int MOST = 100_000;

    static final RepeatedIds NONE = new RepeatedIds(new long[0], false);

    private static final int LONGEST = Integer.MAX_VALUE - 16;

    private final long[] fingerprints;
    private final boolean tooMany;

    private RepeatedIds(long[] fingerprints, boolean tooMany) {
        this.fingerprints = tooMany ? new long[0] : fingerprints;
        this.tooMany = tooMany;
    }

    /** The fingerprints that come more than once in blocks of {@link SeenIds}, all of one part. */
    static RepeatedIds in(List<byte[]> blocks) {
        long size =
                blocks.stream().mapToLong(block -> block.length / Long.BYTES).sum();
        if (size > LONGEST) {
            // More than an array holds: as good as many.
            return new RepeatedIds(new long[0], true);
        }
        long[] all = new long[(int) size];
        LongBuffer sorted = LongBuffer.wrap(all);
        blocks.forEach(block -> sorted.put(ByteBuffer.wrap(block).asLongBuffer()));
        Arrays.sort(all);
        int found = 0;
        for (int i = 1; i < all.length && found <= MOST; i++) {
            boolean again = all[i] == all[i - 1];
            if (again && (found == 0 || all[found - 1] != all[i])) {
                all[found++] = all[i];
            }
        }
        return new RepeatedIds(Arrays.copyOf(all, Math.min(found, MOST)), found > MOST);
    }

    /** The ids of all parts, which share none. */
    static RepeatedIds of(List<RepeatedIds> parts) {
        long[] all = parts.stream()
                .flatMapToLong(part -> LongStream.of(part.fingerprints))
                .sorted()
                .toArray();
        return new RepeatedIds(all, all.length > MOST || parts.stream().anyMatch(part -> part.tooMany));
    }

    boolean isEmpty() {
        return fingerprints.length == 0 && !tooMany;
    }

    /** Whether it is known which ids they are: there is at least one, and not too many. */
    boolean areKnown() {
        return fingerprints.length > 0;
    }

    /** Whether an id of this fingerprint is among them; false where it is not known which they are. */
    boolean contains(long fingerprint) {
        return Arrays.binarySearch(fingerprints, fingerprint) >= 0;
    }
}
