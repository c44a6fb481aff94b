package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

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

    /** What is added to a bucket of {@link LogHistogram}, so that it is positive. */
    private static final int BUCKET_SHIFT = 1 << 16;

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
    private final BucketTables tables = new BucketTables();

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
        keys[loss] = key(positiveZero);
        buckets[loss] = bucket(positiveZero);
        note(loss, positiveZero);
    }

    /** Takes note of a loss, so that the near buckets are those of most. */
    void note(int loss, double value) {
        if (near[loss].isToMove(bucket(value))) {
            move(loss);
        }
    }

    private static long key(double value) {
        return ordered(Double.doubleToRawLongBits(value));
    }

    private static int bucket(double value) {
        return LogHistogram.key(value) + BUCKET_SHIFT;
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
            page[at + LARGEST] = Math.max(page[at + LARGEST], keys[loss]);
            page[at + SMALLEST] = Math.max(page[at + SMALLEST], ~keys[loss]);
            count(page, at, place, loss, buckets[loss]);
        }
    }

    /** Adds the losses of rows, which come after their weights, without those that are 0 or 1. */
    void add(RowRuns rows) {
        for (int run = 0; run < rows.runs(); run++) {
            for (int loss = 0; loss < losses; loss++) {
                add(rows.place(run), loss, rows.numbers(1 + loss), rows.start(run), rows.start(run + 1));
            }
        }
    }

    private void add(int place, int loss, double[] values, int from, int to) {
        long[] page = pages.page(place);
        int at = pages.base(place) + FIELDS * loss;
        long largest = page[at + LARGEST];
        long smallest = page[at + SMALLEST];
        for (int i = from; i < to; i++) {
            if (!UnitMoments.isBit(values[i])) {
                long key = key(values[i]);
                largest = Math.max(largest, key);
                smallest = Math.max(smallest, ~key);
                count(page, at, place, loss, bucket(values[i]));
            }
        }
        page[at + LARGEST] = largest;
        page[at + SMALLEST] = smallest;
    }

    private void count(long[] page, int at, int place, int loss, int bucket) {
        int nearBucket = bucket - near[loss].first();
        if (nearBucket < 0 || nearBucket >= NEAR_BUCKETS) {
            countIn(place, loss, bucket, 1);
            return;
        }
        int counter = at + COUNTERS + (nearBucket >> 3);
        int shift = 8 * (nearBucket & 7);
        long counts = page[counter];
        if ((counts >>> shift & MOST_NEAR) < MOST_NEAR) {
            page[counter] = counts + (1L << shift);
        } else {
            page[counter] = counts - ((long) MOST_NEAR << shift);
            countIn(place, loss, bucket, MOST_NEAR + 1);
        }
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
        long[] page = pages.page(place);
        int at = pages.base(place) + FIELDS * loss + TABLE;
        page[at] = tables.add(page[at], place * losses + loss, bucket, count);
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

    /** Counts of buckets, of which one may come twice. */
    private void forEach(int place, int loss, BucketTables.Counter counter) {
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
        tables.forEach(table, place * losses + loss, counter);
    }

    /** The histogram of a loss in a place, with as many further losses of 0 and 1. */
    LogHistogram histogram(int place, int loss, long zeros, long ones) {
        int[] buckets = {2};
        forEach(place, loss, (bucket, count) -> buckets[0]++);
        LogHistogram histogram = new LogHistogram(buckets[0]);
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

    private BucketTables.Counter counter(int place, int loss) {
        return (bucket, count) -> {
            if (near[loss].isToMove(bucket)) {
                move(loss);
            }
            countMerged(place, loss, bucket, count);
        };
    }

    /** The memory held. */
    long bytes() {
        return pages.bytes() + tables.bytes();
    }
}
