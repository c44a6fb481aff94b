package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes counts in as few bytes as they need: seven bits a byte, lowest first. One number has one spelling. */
final class VariableLength {

    private VariableLength() {}

    /** Writes a count, 0 or more. */
    static void write(DataOutput out, long count) throws IOException {
        long rest = count;
        while (rest >= 0x80) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** Reads what {@link #write} wrote. */
    static long read(DataInput in) throws IOException {
        long count = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = in.readByte();
            count |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return count;
            }
        }
        throw new IOException("Cannot read a count: no end after 10 bytes, the state is damaged");
    }
}
