package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The smallest and largest loss and the {@link LogHistogram} of many places under several losses.
 *
 * <p>Most losses lie within some octaves. Their buckets have small counters in the place's record, so that counting
 * is one look into memory without a search. All other buckets, and what a counter cannot hold, are counted in a small hash
 * table of ints for the place and loss, which grows with the buckets in use. Where the octaves lie, and how large the counters
 * are, is a matter of speed alone: a count is what both hold.
 *
 * <p>Where rows are added, counters have half a byte, so that there are 21 octaves of them: in one task few of a place's rows
 * fall into one bucket. Where tallies are merged, of all rows, they have a byte, for half as many octaves.
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
    private static final int BITS_FOR_ROWS = 4;
    private static final int BITS_FOR_TALLIES = 8;
    private static final int MOST_OF_A_BYTE = 255;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** A state of another task: of so many buckets one says where most are. */
    private static final int BUCKETS_OF_A_NOTE = 8;

    private static final int FIRST_ENTRIES = 64;

    private final int losses;
    private final PlacePages pages;
    private final long[] keys;
    private final int[] buckets;
    private final NearBuckets[] near;
    /** Of a counter; 0 until it is known what is added first. */
    private int bits;

    private long most;
    /** Counters of a long, and bits of a counter, as powers of two. */
    private int shiftOfLong;

    private int shiftOfBits;

    private final BucketTables tables = new BucketTables();
    private final BucketCounts written = new BucketCounts();

    LossRanges(int losses) {
        this.losses = losses;
        this.keys = new long[losses];
        this.buckets = new int[losses];
        this.near = new NearBuckets[losses];
        Arrays.setAll(near, i -> new NearBuckets(0));
        long[] fresh = new long[FIELDS * losses];
        for (int i = 0; i < losses; i++) {
            fresh[FIELDS * i + LARGEST] = Long.MIN_VALUE;
            fresh[FIELDS * i + SMALLEST] = Long.MIN_VALUE;
        }
        this.pages = new PlacePages(fresh);
    }

    private void useCounters(int ofBits) {
        if (bits == 0) {
            bits = ofBits;
            most = (1L << ofBits) - 1;
            shiftOfBits = Integer.numberOfTrailingZeros(ofBits);
            shiftOfLong = Integer.numberOfTrailingZeros(Long.SIZE) - shiftOfBits;
            Arrays.setAll(near, i -> new NearBuckets(Long.SIZE / ofBits * (FIELDS - COUNTERS)));
        }
    }

    /** Which of the longs of counters one is in. */
    private int longOf(int nearBucket) {
        return nearBucket >> shiftOfLong;
    }

    /** Where in its long a counter is. */
    private int shiftOf(int nearBucket) {
        return nearBucket << shiftOfBits & (Long.SIZE - 1);
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
        useCounters(BITS_FOR_ROWS);
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
        for (int i = 0; i < pages.places(); i++) {
            if (pages.has(i)) {
                int place = i;
                forEachNear(place, loss, (bucket, count) -> countIn(place, loss, bucket, count));
                int first = pages.base(place) + FIELDS * loss + COUNTERS;
                Arrays.fill(pages.page(place), first, first + FIELDS - COUNTERS, 0);
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
            count(place, loss, buckets[loss], 1);
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

    /** Counts as {@link #count} does; what stays the same is taken out of the loop. */
    private void add(int place, int loss, double[] values, int from, int to) {
        long[] page = pages.page(place);
        int at = pages.base(place) + FIELDS * loss;
        int first = near[loss].first() - BUCKET_SHIFT;
        int width = near[loss].width();
        int counters = at + COUNTERS;
        int toLong = shiftOfLong;
        int toBits = shiftOfBits;
        long full = most;
        long largest = page[at + LARGEST];
        long smallest = page[at + SMALLEST];
        for (int i = from; i < to; i++) {
            if (UnitMoments.isBit(values[i])) {
                continue;
            }
            long number = Double.doubleToRawLongBits(values[i]);
            long key = ordered(number);
            largest = Math.max(largest, key);
            smallest = Math.max(smallest, ~key);
            int nearBucket = LogHistogram.keyOfBits(number) - first;
            if (nearBucket < 0 || nearBucket >= width) {
                countIn(place, loss, first + nearBucket + BUCKET_SHIFT, 1);
                continue;
            }
            int counter = counters + (nearBucket >> toLong);
            int shift = nearBucket << toBits;
            long counts = page[counter];
            if ((counts >>> shift & full) < full) {
                page[counter] = counts + (1L << shift);
            } else {
                page[counter] = counts - (full << shift);
                countIn(place, loss, first + nearBucket + BUCKET_SHIFT, full + 1);
            }
        }
        page[at + LARGEST] = largest;
        page[at + SMALLEST] = smallest;
    }

    /**
     * Counts in a bucket in whichever place is quick. What a counter cannot hold goes to the table with all that was in it, so
     * that a bucket of many is not looked for there each time.
     */
    private void count(int place, int loss, int bucket, long count) {
        int nearBucket = bucket - near[loss].first();
        if (nearBucket < 0 || nearBucket >= near[loss].width() || count > most) {
            countIn(place, loss, bucket, count);
            return;
        }
        long[] page = pages.page(place);
        int counter = pages.base(place) + FIELDS * loss + COUNTERS + longOf(nearBucket);
        int shift = shiftOf(nearBucket);
        long counted = page[counter] >>> shift & most;
        if (counted + count <= most) {
            page[counter] += count << shift;
        } else {
            page[counter] -= counted << shift;
            countIn(place, loss, bucket, counted + count);
        }
    }

    /** Adds counters of a byte of the same near buckets, eight at a time. */
    private void addNearBytes(int place, int loss, long[] from, int fromFirst) {
        long[] page = pages.page(place);
        int first = pages.base(place) + FIELDS * loss + COUNTERS;
        for (int i = 0; i < FIELDS - COUNTERS; i++) {
            long added = from[fromFirst + i];
            if (added == 0) {
                continue;
            }
            long counts = page[first + i];
            // Bytes add without their highest bits, which tell then what each carries.
            long sums = (counts & ~HIGH_BITS) + (added & ~HIGH_BITS) ^ (counts ^ added) & HIGH_BITS;
            long full = (counts & added | (counts | added) & ~sums) & HIGH_BITS;
            page[first + i] = full == 0 ? sums : sums & ~((full >>> 7) * MOST_OF_A_BYTE);
            for (; full != 0; full &= full - 1) {
                int shift = Long.numberOfTrailingZeros(full) - 7;
                long count = (counts >>> shift & MOST_OF_A_BYTE) + (added >>> shift & MOST_OF_A_BYTE);
                countIn(place, loss, near[loss].first() + Long.BYTES * i + (shift >> 3), count);
            }
        }
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
        if (pages.has(place)) {
            forEachNear(place, loss, counter);
            forEachFar(place, loss, counter);
        }
    }

    private void forEachNear(int place, int loss, BucketTables.Counter counter) {
        long[] page = pages.page(place);
        int first = pages.base(place) + FIELDS * loss + COUNTERS;
        for (int i = 0; i < FIELDS - COUNTERS; i++) {
            int bucket = near[loss].first() + (i << shiftOfLong);
            long counts = page[first + i];
            while (counts != 0) {
                int shift = Long.numberOfTrailingZeros(counts) & -bits;
                counter.count(bucket + (shift >> shiftOfBits), counts >>> shift & most);
                counts &= ~(most << shift);
            }
        }
    }

    private void forEachFar(int place, int loss, BucketTables.Counter counter) {
        long table = pages.page(place)[pages.base(place) + FIELDS * loss + TABLE];
        tables.forEach(table, place * losses + loss, counter);
    }

    /** The histogram of a loss in a place, with as many further losses of 0 and 1. */
    LogHistogram histogram(int place, int loss, long zeros, long ones) {
        Entries entries = new Entries();
        forEach(place, loss, entries);
        if (zeros > 0) {
            entries.count(BUCKET_SHIFT + LogHistogram.key(0.0), zeros);
        }
        if (ones > 0) {
            entries.count(BUCKET_SHIFT + LogHistogram.key(1.0), ones);
        }
        return new LogHistogram(entries.entries, entries.number);
    }

    /** Collects counts for a histogram. */
    private static final class Entries implements BucketTables.Counter {
        private long[] entries = new long[FIRST_ENTRIES];
        private int number;

        @Override
        public void count(int bucket, long count) {
            if (number == entries.length) {
                entries = Arrays.copyOf(entries, 2 * number);
            }
            entries[number++] = LogHistogram.entry(bucket - BUCKET_SHIFT, count);
        }
    }

    /** Adds what another of as many losses has in a place. */
    void addPlace(int place, LossRanges from, int fromPlace) {
        if (!from.pages.has(fromPlace)) {
            return;
        }
        useCounters(BITS_FOR_TALLIES);
        for (int i = 0; i < losses; i++) {
            int loss = i;
            widen(place, loss, from.field(fromPlace, loss, LARGEST), from.field(fromPlace, loss, SMALLEST));
            near[loss].follow(from.near[loss]);
            boolean alike = near[loss].first() == from.near[loss].first();
            if (alike && bits == BITS_FOR_TALLIES && from.bits == BITS_FOR_TALLIES) {
                addNearBytes(
                        place, loss, from.pages.page(fromPlace), from.pages.base(fromPlace) + FIELDS * loss + COUNTERS);
            } else {
                from.forEachNear(fromPlace, loss, (bucket, count) -> count(place, loss, bucket, count));
            }
            from.forEachFar(fromPlace, loss, (bucket, count) -> count(place, loss, bucket, count));
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
            written.begin();
            forEach(place, loss, written::add);
            written.writeTo(out);
            if (!written.isEmpty()) {
                out.writeLong(field(place, loss, LARGEST));
                out.writeLong(field(place, loss, SMALLEST));
            }
        }
    }

    /** Adds what {@link #writeTo} wrote to a place. */
    void read(DataInput in, int place) throws IOException {
        useCounters(BITS_FOR_TALLIES);
        for (int loss = 0; loss < losses; loss++) {
            if (written.read(in)) {
                countWritten(place, loss);
                widen(place, loss, in.readLong(), in.readLong());
            }
        }
    }

    private void countWritten(int place, int loss) {
        for (int i = 0; written.next(); i++) {
            if (i % BUCKETS_OF_A_NOTE == 0 && near[loss].isToMove(written.bucket())) {
                move(loss);
            }
            count(place, loss, written.bucket(), written.count());
        }
    }

    /** The memory held. */
    long bytes() {
        return pages.bytes() + tables.bytes();
    }
}
