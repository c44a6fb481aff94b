package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The smallest and largest loss and the {@link LogHistogram} of many places under several losses.
 *
 * <p>Most losses lie within some octaves. Their buckets have counters of a byte in the place's record, so that counting
 * is one look into memory without a search. All other buckets, and what a byte cannot hold, are counted in a small hash
 * table of ints for the place and loss, which grows with the buckets in use. Where the octaves lie is a matter of speed
 * alone: a count is what both hold.
 *
 * <p>A place holds 192 bytes for each loss, and 8 to 16 for each bucket in its tables.
 */
final class LossRanges {

    /** Bucket and count of an entry; the bucket is that of {@link LogHistogram}, moved to be positive. */
    private static final int COUNT_BITS = 15;

    private static final int COUNT = (1 << COUNT_BITS) - 1;
    private static final int BUCKET_SHIFT = 1 << 16;

    /** A table is its address, the logarithm of its size, and how many entries are used; 0 stands for none. */
    private static final int ADDRESS_BITS = 40;

    private static final long ADDRESS = (1L << ADDRESS_BITS) - 1;
    private static final int SIZE_BITS = 6;
    private static final long USED = 1L << (ADDRESS_BITS + SIZE_BITS);
    private static final int FIRST_SIZE = 3;
    private static final int PAGE_BITS = 18;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int FIRST_PAGE = 1 << 12;

    private static final int FIELDS = 24;
    private static final int LARGEST = 0;
    /** The complement of the smallest, so that it also is a maximum. */
    private static final int SMALLEST = 1;

    private static final int TABLE = 2;
    private static final int COUNTERS = 3;
    private static final int NEAR_BUCKETS = Long.BYTES * (FIELDS - COUNTERS);
    private static final int MOST_NEAR = 255;

    private final int losses;
    private final PlacePages pages;
    private final long[] keys;
    private final int[] buckets;
    private final NearBuckets[] near;
    private int[][] tables = {};
    private int used;
    private final long[][] free = new long[32][0];
    private final int[] freed = new int[32];
    /** What no longer fitted into an entry's count, by place, loss and bucket. */
    private final Map<Long, Long> further = new HashMap<>();

    LossRanges(int losses) {
        this.losses = losses;
        this.keys = new long[losses];
        this.buckets = new int[losses];
        this.near = new NearBuckets[losses];
        Arrays.setAll(near, i -> new NearBuckets(NEAR_BUCKETS));
        long[] fresh = new long[FIELDS * losses];
        for (int i = 0; i < losses; i++) {
            fresh[FIELDS * i + LARGEST] = Long.MIN_VALUE;
            fresh[FIELDS * i + SMALLEST] = Long.MIN_VALUE;
        }
        this.pages = new PlacePages(fresh);
    }

    /** The row's loss, finite. */
    void set(int loss, double value) {
        double positiveZero = value + 0.0;
        keys[loss] = ordered(Double.doubleToRawLongBits(positiveZero));
        buckets[loss] = LogHistogram.key(positiveZero) + BUCKET_SHIFT;
        if (near[loss].isToMove(buckets[loss])) {
            move(loss);
        }
    }

    /** Chooses the near buckets of a loss anew; what has been counted in the old ones goes to tables. */
    private void move(int loss) {
        for (int place = 0; place < pages.places(); place++) {
            if (pages.has(place)) {
                long[] page = pages.page(place);
                int first = pages.base(place) + FIELDS * loss + COUNTERS;
                for (int i = 0; i < NEAR_BUCKETS; i++) {
                    long count = page[first + (i >> 3)] >>> 8 * (i & 7) & MOST_NEAR;
                    if (count > 0) {
                        countIn(place, loss, near[loss].first() + i, count);
                    }
                }
                Arrays.fill(page, first, first + FIELDS - COUNTERS, 0);
            }
        }
        near[loss].move();
    }

    /** Turns the bits of a double into a long of the same order, and back. */
    private static long ordered(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /** Adds the row's first {@code count} of the losses that are listed. */
    void add(int place, int[] listed, int count) {
        long[] page = pages.page(place);
        int base = pages.base(place);
        for (int i = 0; i < count; i++) {
            int loss = listed[i];
            int at = base + FIELDS * loss;
            long key = keys[loss];
            if (key > page[at + LARGEST]) {
                page[at + LARGEST] = key;
            }
            if (~key > page[at + SMALLEST]) {
                page[at + SMALLEST] = ~key;
            }
            int nearBucket = buckets[loss] - near[loss].first();
            if (nearBucket >= 0 && nearBucket < NEAR_BUCKETS) {
                int counter = at + COUNTERS + (nearBucket >> 3);
                int shift = 8 * (nearBucket & 7);
                long counts = page[counter];
                if ((counts >>> shift & MOST_NEAR) < MOST_NEAR) {
                    page[counter] = counts + (1L << shift);
                } else {
                    page[counter] = counts - ((long) MOST_NEAR << shift);
                    countIn(place, loss, buckets[loss], MOST_NEAR + 1);
                }
            } else {
                countIn(place, loss, buckets[loss], 1);
            }
        }
    }

    private long furtherKey(int place, int loss, int bucket) {
        return ((long) place * losses + loss) << 17 | bucket;
    }

    /** Counts in a bucket in whichever place is quick. */
    private void countMerged(int place, int loss, int bucket, long count) {
        int nearBucket = bucket - near[loss].first();
        if (nearBucket >= 0 && nearBucket < NEAR_BUCKETS && count <= MOST_NEAR) {
            long[] page = pages.page(place);
            int counter = pages.base(place) + FIELDS * loss + COUNTERS + (nearBucket >> 3);
            int shift = 8 * (nearBucket & 7);
            if ((page[counter] >>> shift & MOST_NEAR) + count <= MOST_NEAR) {
                page[counter] += count << shift;
                return;
            }
        }
        countIn(place, loss, bucket, count);
    }

    private void countIn(int place, int loss, int bucket, long count) {
        if (count > COUNT) {
            further.merge(furtherKey(place, loss, bucket), count - 1, Long::sum);
        }
        int remaining = (int) (count > COUNT ? 1 : count);
        long[] page = pages.page(place);
        int at = pages.base(place) + FIELDS * loss + TABLE;
        int slot = slot(page[at], bucket);
        if (slot < 0) {
            insert(page, at, bucket, remaining);
            return;
        }
        int[] entries = tables[(int) ((page[at] & ADDRESS) >>> PAGE_BITS)];
        int sum = (entries[slot] & COUNT) + remaining;
        if (sum > COUNT) {
            further.merge(furtherKey(place, loss, bucket), (long) sum - 1, Long::sum);
            sum = 1;
        }
        entries[slot] = bucket << COUNT_BITS | sum;
    }

    /** Where a bucket is in the page of its table; negative if it is not there. */
    private int slot(long table, int bucket) {
        if (table == 0) {
            return -1;
        }
        int[] entries = tables[(int) ((table & ADDRESS) >>> PAGE_BITS)];
        int start = (int) table & PAGE_MASK;
        int mask = (1 << (int) (table >>> ADDRESS_BITS & 63)) - 1;
        int slot = bucket & mask;
        while (entries[start + slot] != 0) {
            if (entries[start + slot] >>> COUNT_BITS == bucket) {
                return start + slot;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** Enters a bucket that is not in the table yet. */
    private void insert(long[] page, int at, int bucket, int count) {
        long table = page[at];
        if (table == 0) {
            table = allocate(FIRST_SIZE);
        } else if (2 * (table / USED + 1) > 1L << (table >>> ADDRESS_BITS & 63)) {
            table = grown(table);
        }
        enter(table, bucket << COUNT_BITS | count);
        page[at] = table + USED;
    }

    private void enter(long table, int entry) {
        int[] entries = tables[(int) ((table & ADDRESS) >>> PAGE_BITS)];
        int start = (int) table & PAGE_MASK;
        int mask = (1 << (int) (table >>> ADDRESS_BITS & 63)) - 1;
        int slot = entry >>> COUNT_BITS & mask;
        while (entries[start + slot] != 0) {
            slot = (slot + 1) & mask;
        }
        entries[start + slot] = entry;
    }

    private long grown(long table) {
        int size = (int) (table >>> ADDRESS_BITS & 63);
        long larger = allocate(size + 1);
        int[] entries = tables[(int) ((table & ADDRESS) >>> PAGE_BITS)];
        int start = (int) table & PAGE_MASK;
        for (int i = start; i < start + (1 << size); i++) {
            if (entries[i] != 0) {
                enter(larger, entries[i]);
                entries[i] = 0;
            }
        }
        if (freed[size] == free[size].length) {
            free[size] = Arrays.copyOf(free[size], Math.max(16, 2 * freed[size]));
        }
        free[size][freed[size]++] = table & ADDRESS;
        return larger + table / USED * USED;
    }

    /** An empty table. */
    private long allocate(int size) {
        long address;
        if (freed[size] > 0) {
            address = free[size][--freed[size]];
        } else {
            int length = 1 << size;
            int last = tables.length - 1;
            if (last < 0 || used + length > tables[last].length) {
                // Pages grow, so that a few places hold little, up to the largest that an address can tell.
                int page = Math.max(length, Math.min(1 << PAGE_BITS, last < 0 ? FIRST_PAGE : 2 * tables[last].length));
                tables = Arrays.copyOf(tables, last + 2);
                tables[++last] = new int[page];
                used = 0;
            }
            address = (long) last << PAGE_BITS | used;
            used += length;
        }
        return (long) size << ADDRESS_BITS | address;
    }

    /** The smallest loss in a place and of as many further that are 0 and 1; +∞ without any. */
    double smallest(int place, int loss, long zeros, long ones) {
        long key = field(place, loss, SMALLEST);
        double counted = zeros > 0 ? 0 : ones > 0 ? 1 : Double.POSITIVE_INFINITY;
        return key == Long.MIN_VALUE ? counted : Math.min(counted, Double.longBitsToDouble(ordered(~key)));
    }

    /** The largest loss in a place and of as many further that are 0 and 1; −∞ without any. */
    double largest(int place, int loss, long zeros, long ones) {
        long key = field(place, loss, LARGEST);
        double counted = ones > 0 ? 1 : zeros > 0 ? 0 : Double.NEGATIVE_INFINITY;
        return key == Long.MIN_VALUE ? counted : Math.max(counted, Double.longBitsToDouble(ordered(key)));
    }

    private long field(int place, int loss, int field) {
        return pages.has(place) ? pages.page(place)[pages.base(place) + FIELDS * loss + field] : Long.MIN_VALUE;
    }

    /** Takes counts of buckets. */
    interface Counter {
        void count(int bucket, long count);
    }

    /** Counts of buckets, of which one may come twice. */
    private void forEach(int place, int loss, Counter counter) {
        if (!pages.has(place)) {
            return;
        }
        long[] page = pages.page(place);
        int first = pages.base(place) + FIELDS * loss + COUNTERS;
        for (int i = 0; i < FIELDS - COUNTERS; i++) {
            int bucket = near[loss].first() + Long.BYTES * i;
            for (long counts = page[first + i]; counts != 0; counts >>>= 8, bucket++) {
                if ((counts & MOST_NEAR) != 0) {
                    counter.count(bucket, counts & MOST_NEAR);
                }
            }
        }
        long table = page[first - COUNTERS + TABLE];
        if (table == 0) {
            return;
        }
        int[] entries = tables[(int) ((table & ADDRESS) >>> PAGE_BITS)];
        int start = (int) table & PAGE_MASK;
        int end = start + (1 << (int) (table >>> ADDRESS_BITS & 63));
        for (int i = start; i < end; i++) {
            if (entries[i] != 0) {
                int bucket = entries[i] >>> COUNT_BITS;
                long more = further.isEmpty() ? 0 : further.getOrDefault(furtherKey(place, loss, bucket), 0L);
                counter.count(bucket, (entries[i] & COUNT) + more);
            }
        }
    }

    /** The histogram of a loss in a place, with as many further losses of 0 and 1. */
    LogHistogram histogram(int place, int loss, long zeros, long ones) {
        LogHistogram histogram = new LogHistogram();
        forEach(place, loss, (bucket, count) -> histogram.add(bucket - BUCKET_SHIFT, count));
        if (zeros > 0) {
            histogram.add(LogHistogram.key(0.0), zeros);
        }
        if (ones > 0) {
            histogram.add(LogHistogram.key(1.0), ones);
        }
        return histogram;
    }

    /** Adds what another of as many losses has in a place. */
    void addPlace(int place, LossRanges from, int fromPlace) {
        if (!from.pages.has(fromPlace)) {
            return;
        }
        for (int i = 0; i < losses; i++) {
            int loss = i;
            widen(place, loss, from.field(fromPlace, loss, LARGEST), from.field(fromPlace, loss, SMALLEST));
            near[loss].follow(from.near[loss]);
            from.forEach(fromPlace, loss, (bucket, count) -> countMerged(place, loss, bucket, count));
        }
    }

    private void widen(int place, int loss, long largest, long smallest) {
        long[] page = pages.page(place);
        int at = pages.base(place) + FIELDS * loss;
        page[at + LARGEST] = Math.max(page[at + LARGEST], largest);
        page[at + SMALLEST] = Math.max(page[at + SMALLEST], smallest);
    }

    /** Writes what is in a place. */
    void writeTo(DataOutput out, int place) throws IOException {
        for (int loss = 0; loss < losses; loss++) {
            BucketCounts counts = new BucketCounts();
            forEach(place, loss, counts::add);
            counts.writeTo(out);
            if (!counts.isEmpty()) {
                out.writeLong(field(place, loss, LARGEST));
                out.writeLong(field(place, loss, SMALLEST));
            }
        }
    }

    /** Adds what {@link #writeTo} wrote to a place. */
    void read(DataInput in, int place) throws IOException {
        for (int loss = 0; loss < losses; loss++) {
            if (BucketCounts.read(in, counter(place, loss))) {
                widen(place, loss, in.readLong(), in.readLong());
            }
        }
    }

    private Counter counter(int place, int loss) {
        return (bucket, count) -> {
            if (near[loss].isToMove(bucket)) {
                move(loss);
            }
            countMerged(place, loss, bucket, count);
        };
    }

    /** The memory held. */
    long bytes() {
        long ints = 0;
        for (int[] page : tables) {
            ints += page.length;
        }
        return pages.bytes() + Integer.BYTES * ints + 100L * further.size();
    }
}
