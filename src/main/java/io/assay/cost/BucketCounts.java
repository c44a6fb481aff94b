package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts of buckets as bytes: one byte for most, as neighbours mostly follow each other and counts are small. A bucket
 * may come twice.
 */
final class BucketCounts {

    /** Counts below stand with their bucket; others follow it. */
    private static final int SMALL = 7;

    private static final int SMALL_BITS = 3;
    private static final int LONGEST_ENTRY = 20;

    private byte[] bytes = new byte[256];
    private int length;
    private int entries;
    private int previous;

    void add(int bucket, long count) {
        if (length + LONGEST_ENTRY > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int step = bucket - previous;
        long folded = (step << 1 ^ step >> 31) & 0xFFFF_FFFFL;
        write(folded << SMALL_BITS | Math.min(count, SMALL));
        if (count >= SMALL) {
            write(count);
        }
        previous = bucket;
        entries++;
    }

    private void write(long number) {
        long rest = number;
        while (rest >= 0x80) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    boolean isEmpty() {
        return entries == 0;
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, entries);
        if (entries > 0) {
            VariableLength.write(out, length);
            out.write(bytes, 0, length);
        }
    }

    /** Reads what {@link #writeTo} wrote; tells whether there was anything. */
    static boolean read(DataInput in, BucketTables.Counter counter) throws IOException {
        long entries = VariableLength.read(in);
        if (entries == 0) {
            return false;
        }
        BucketCounts counts = new BucketCounts();
        counts.bytes = new byte[(int) VariableLength.read(in)];
        in.readFully(counts.bytes);
        int bucket = 0;
        for (long i = 0; i < entries; i++) {
            long number = counts.next();
            int folded = (int) (number >>> SMALL_BITS);
            bucket += folded >>> 1 ^ -(folded & 1);
            long count = number & SMALL;
            counter.count(bucket, count == SMALL ? counts.next() : count);
        }
        return true;
    }

    private long next() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = bytes[length++];
            number |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return number;
            }
        }
    }
}
