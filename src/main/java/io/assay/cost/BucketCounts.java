package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts of buckets as bytes: one byte for most, as neighbours mostly follow each other and counts are small. A bucket
 * may come twice. One of them serves many histograms, one after the other.
 */
final class BucketCounts {

    /** Counts below stand with their bucket; others follow it. */
    private static final int SMALL = 7;

    private static final int SMALL_BITS = 3;
    private static final int LONGEST_ENTRY = 20;

    private byte[] bytes = new byte[256];
    private int length;
    private int entries;
    private int bucket;
    private long count;

    /** Starts with no counts. */
    void begin() {
        length = 0;
        entries = 0;
        bucket = 0;
    }

    void add(int further, long counted) {
        if (length + LONGEST_ENTRY > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int step = further - bucket;
        long folded = (step << 1 ^ step >> 31) & 0xFFFF_FFFFL;
        write(folded << SMALL_BITS | Math.min(counted, SMALL));
        if (counted >= SMALL) {
            write(counted);
        }
        bucket = further;
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

    /** Takes over what {@link #writeTo} wrote, for {@link #next}; tells whether there is anything. */
    boolean read(DataInput in) throws IOException {
        begin();
        entries = (int) VariableLength.read(in);
        if (entries == 0) {
            return false;
        }
        int size = (int) VariableLength.read(in);
        if (size > bytes.length) {
            bytes = new byte[Math.max(size, 2 * bytes.length)];
        }
        in.readFully(bytes, 0, size);
        return true;
    }

    /** Goes on to the next count that was read; tells whether there is one. */
    boolean next() {
        if (entries == 0) {
            return false;
        }
        entries--;
        long number = nextNumber();
        int folded = (int) (number >>> SMALL_BITS);
        bucket += folded >>> 1 ^ -(folded & 1);
        count = number & SMALL;
        if (count == SMALL) {
            count = nextNumber();
        }
        return true;
    }

    private long nextNumber() {
        byte first = bytes[length++];
        if (first >= 0) {
            return first;
        }
        long number = first & 0x7FL;
        for (int shift = 7; ; shift += 7) {
            byte part = bytes[length++];
            number |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return number;
            }
        }
    }

    /** The bucket that {@link #next} went on to. */
    int bucket() {
        return bucket;
    }

    /** Its count. */
    long count() {
        return count;
    }
}
