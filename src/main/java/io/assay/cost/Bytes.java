package io.assay.cost;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Turns what writes itself to a stream into bytes and back. States are read and written a few bytes at a time, so the
 * streams here take no lock, which those of the JDK do for each of them.
 */
public final class Bytes {

    private static final int FIRST_CAPACITY = 1024;

    /** The longest array that every Java machine makes. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private Bytes() {}

    /** Writes to a stream. */
    public interface Writer {
        void writeTo(DataOutput out) throws IOException;
    }

    /** Reads from a stream. */
    public interface Reader<T> {
        T readFrom(DataInput in) throws IOException;
    }

    /** What is written. */
    public static byte[] of(Writer writer) {
        Sink bytes = new Sink();
        try {
            writer.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.written();
    }

    /** What is read from bytes, all of which must be used up. */
    public static <T> T read(byte[] bytes, Reader<T> reader) {
        Source in = new Source(bytes);
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

    /** Whether a stream of {@link #read(byte[], Reader)} has bytes left. */
    public static boolean hasMore(DataInput in) throws IOException {
        return in instanceof InputStream stream && stream.available() > 0;
    }

    /** So many bytes of a stream. Damaged bytes may ask for any number, so no more room is made than there are bytes. */
    public static byte[] read(DataInput in, long length) throws IOException {
        if (length < 0 || length > LONGEST) {
            throw new IOException("Cannot read " + length + " bytes: the state is damaged");
        }
        byte[] bytes = new byte[(int) Math.min(length, FIRST_CAPACITY)];
        in.readFully(bytes);
        while (bytes.length < length) {
            int read = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * read));
            in.readFully(bytes, read, bytes.length - read);
        }
        return bytes;
    }

    private static final class Sink extends OutputStream {
        private byte[] bytes = new byte[FIRST_CAPACITY];
        private int length;

        @Override
        public void write(int b) {
            reserve(1);
            bytes[length++] = (byte) b;
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            Objects.checkFromIndexSize(offset, count, source.length);
            reserve(count);
            System.arraycopy(source, offset, bytes, length, count);
            length += count;
        }

        private void reserve(int count) {
            if (count > bytes.length - length) {
                bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), 2 * length));
            }
        }

        byte[] written() {
            return Arrays.copyOf(bytes, length);
        }
    }

    private static final class Source extends InputStream {
        private final byte[] bytes;
        private int next;

        Source(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return next < bytes.length ? bytes[next++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            Objects.checkFromIndexSize(offset, count, target.length);
            int read = Math.min(count, available());
            if (read == 0) {
                return count == 0 ? 0 : -1;
            }
            System.arraycopy(bytes, next, target, offset, read);
            next += read;
            return read;
        }

        @Override
        public int available() {
            return bytes.length - next;
        }
    }
}
