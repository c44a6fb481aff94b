package io.assay.cost;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns what writes itself to a stream into bytes and back. */
final class Bytes {

    private Bytes() {}

    /** Writes to a stream. */
    interface Writer {
        void writeTo(DataOutput out) throws IOException;
    }

    /** Reads from a stream. */
    interface Reader<T> {
        T readFrom(DataInput in) throws IOException;
    }

    static byte[] of(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] bytes, Reader<T> reader) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try {
            T value = reader.readFrom(new DataInputStream(in));
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes are left over");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a tally from " + bytes.length + " bytes: damaged state", e);
        }
    }
}
