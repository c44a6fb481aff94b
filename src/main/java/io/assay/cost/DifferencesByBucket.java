package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The differences of pairs of rows, with their exact sums, by the bucket of the pair's unit ({@link Buckets}), so that buckets can be
 * drawn again and again; or all in one bucket where nothing is drawn. They add, and the same pairs give the same bytes.
 */
public final class DifferencesByBucket {

    /** How many buckets there are. */
    public static final int BUCKETS = Buckets.MOST;

    private final @Nullable SummedHistogram[] buckets = new SummedHistogram[BUCKETS];

    private SummedHistogram of(int bucket) {
        SummedHistogram known = buckets[bucket];
        if (known == null) {
            known = new SummedHistogram();
            buckets[bucket] = known;
        }
        return known;
    }

    /** Adds a pair's difference to the bucket of its unit. */
    public void add(int bucket, double difference) {
        of(bucket).add(difference);
    }

    void add(DifferencesByBucket other) {
        for (int i = 0; i < buckets.length; i++) {
            SummedHistogram theirs = other.buckets[i];
            if (theirs != null) {
                of(i).add(theirs);
            }
        }
    }

    /** Those of a bucket, from 0 to {@link #BUCKETS} − 1; null where it has none. */
    public @Nullable SummedHistogram in(int bucket) {
        return buckets[bucket];
    }

    /** How many buckets have some. */
    public int used() {
        int used = 0;
        for (SummedHistogram bucket : buckets) {
            used += bucket == null ? 0 : 1;
        }
        return used;
    }

    /** Those of all buckets. */
    public SummedHistogram all() {
        SummedHistogram all = new SummedHistogram();
        for (SummedHistogram bucket : buckets) {
            if (bucket != null) {
                all.add(bucket);
            }
        }
        return all;
    }

    /** About how many bytes of memory they take. */
    long bytes() {
        long bytes = (long) Long.BYTES * buckets.length;
        for (SummedHistogram bucket : buckets) {
            bytes += bucket == null ? 0 : bucket.bytes();
        }
        return bytes;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(used());
        for (int i = 0; i < buckets.length; i++) {
            SummedHistogram bucket = buckets[i];
            if (bucket != null) {
                out.writeByte(i);
                bucket.writeTo(out);
            }
        }
    }

    static DifferencesByBucket readFrom(DataInput in) throws IOException {
        DifferencesByBucket read = new DifferencesByBucket();
        for (int n = in.readUnsignedByte(); n > 0; n--) {
            int bucket = in.readUnsignedByte();
            if (bucket >= read.buckets.length) {
                throw new IOException("Cannot read differences: no bucket " + bucket + ", the state is damaged");
            }
            read.of(bucket).read(in);
        }
        return read;
    }
}
