package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Longs in as many bytes as each needs, and half a byte that says how many; quick, as all of them go at once. */
final class PackedLongs {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private PackedLongs() {}

    static void write(DataOutput out, long[] longs, int start, int length) throws IOException {
        int heads = (length + 1) / 2;
        byte[] bytes = new byte[heads + Long.BYTES * (length + 1)];
        int next = heads;
        for (int i = 0; i < length; i++) {
            long value = longs[start + i];
            long folded = value << 1 ^ value >> 63;
            int size = (Long.SIZE + 7 - Long.numberOfLeadingZeros(folded)) >> 3;
            LONG.set(bytes, next, folded);
            next += size;
            bytes[i >> 1] |= (byte) (size << 4 * (i & 1));
        }
        out.write(bytes, 0, next);
    }

    /** Reads what {@link #write} wrote. */
    static void read(DataInput in, long[] longs, int start, int length) throws IOException {
        int heads = (length + 1) / 2;
        byte[] sizes = new byte[heads];
        in.readFully(sizes);
        int total = 0;
        for (byte two : sizes) {
            total += (two & 15) + (two >> 4 & 15);
        }
        byte[] bytes = new byte[total + Long.BYTES];
        in.readFully(bytes, 0, total);
        int next = 0;
        for (int i = 0; i < length; i++) {
            int size = sizes[i >> 1] >> 4 * (i & 1) & 15;
            if (size > Long.BYTES) {
                throw new IOException("Cannot read a number of " + size + " bytes: the state is damaged");
            }
            if (size > 0) {
                long folded = (long) LONG.get(bytes, next) << (Long.SIZE - 8 * size) >>> (Long.SIZE - 8 * size);
                longs[start + i] = folded >>> 1 ^ -(folded & 1);
            } else {
                longs[start + i] = 0;
            }
            next += size;
        }
    }
}
