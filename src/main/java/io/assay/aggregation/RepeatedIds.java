package io.assay.aggregation;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.util.sketch.BloomFilter;
import org.apache.spark.util.sketch.IncompatibleMergeException;
import org.jspecify.annotations.Nullable;

/**
 * Ids that were seen in several places and did not meet, by 64 bits of their fingerprints: all of them, and where they
 * are many a few others. An id that only seems to be repeated does no harm: its rows bring a record that nobody reads.
 */
final class RepeatedIds implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Up to so many are listed; more are put into a filter, so that what every task is told stays small. */
    static final int LISTED = 100_000;

    static final RepeatedIds NONE = new RepeatedIds(new long[0], null);

    /** Half a megabyte; of other ids one in a hundred passes where four hundred thousand are repeated. */
    private static final long FILTER_BITS = 1L << 22;

    private static final long FILTER_IDS = 400_000;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 16;

    private final long[] listed;
    private final @Nullable BloomFilter filter;

    private RepeatedIds(long[] sorted, @Nullable BloomFilter filter) {
        this.listed = sorted;
        this.filter = filter;
    }

    /** The fingerprints that come more than once in blocks of {@link SeenIds}, all of one part. */
    static RepeatedIds in(List<byte[]> blocks) {
        long size =
                blocks.stream().mapToLong(block -> block.length / Long.BYTES).sum();
        if (size > LONGEST_ARRAY) {
            // Too many to sort: any of them may be.
            return filtered(blocks.stream().flatMapToLong(RepeatedIds::fingerprints), List.of());
        }
        long[] all = new long[(int) size];
        LongBuffer sorted = LongBuffer.wrap(all);
        blocks.forEach(block -> sorted.put(ByteBuffer.wrap(block).asLongBuffer()));
        Arrays.sort(all);
        int found = 0;
        for (int i = 1; i < all.length; i++) {
            boolean again = all[i] == all[i - 1];
            if (again && (found == 0 || all[found - 1] != all[i])) {
                all[found++] = all[i];
            }
        }
        return ofSorted(Arrays.copyOf(all, found));
    }

    private static LongStream fingerprints(byte[] block) {
        LongBuffer longs = ByteBuffer.wrap(block).asLongBuffer();
        return LongStream.generate(longs::get).limit(longs.limit());
    }

    /** The ids of all parts, which share none. */
    static RepeatedIds of(List<RepeatedIds> parts) {
        long[] listed = parts.stream()
                .flatMapToLong(part -> LongStream.of(part.listed))
                .sorted()
                .toArray();
        List<BloomFilter> filters = new ArrayList<>();
        for (RepeatedIds part : parts) {
            if (part.filter != null) {
                filters.add(part.filter);
            }
        }
        return filters.isEmpty() ? ofSorted(listed) : filtered(LongStream.of(listed), filters);
    }

    private static RepeatedIds ofSorted(long[] fingerprints) {
        return fingerprints.length > LISTED
                ? filtered(LongStream.of(fingerprints), List.of())
                : new RepeatedIds(fingerprints, null);
    }

    private static RepeatedIds filtered(LongStream fingerprints, List<BloomFilter> others) {
        BloomFilter filter = BloomFilter.create(FILTER_IDS, FILTER_BITS);
        fingerprints.forEach(filter::putLong);
        try {
            for (BloomFilter other : others) {
                filter.mergeInPlace(other);
            }
        } catch (IncompatibleMergeException e) {
            throw new IllegalStateException("filters of repeated ids that were all made alike do not go together", e);
        }
        return new RepeatedIds(new long[0], filter);
    }

    boolean isEmpty() {
        return listed.length == 0 && filter == null;
    }

    /** Whether an id of this fingerprint is among them, or only seems to be. */
    boolean contains(long fingerprint) {
        return filter == null ? Arrays.binarySearch(listed, fingerprint) >= 0 : filter.mightContainLong(fingerprint);
    }
}
