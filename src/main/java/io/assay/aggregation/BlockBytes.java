package io.assay.aggregation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes of a block as it is written: numbers lowest byte first, counts in as few bytes as they need, texts with their length. */
final class BlockBytes {

    /** A longer number may be read at the end of the rows than stands there, so that much must follow. */
    static final int PADDING = Long.BYTES;

    /** How a text is spelled, or that there is none. */
    static final int ABSENT = 0;

    static final int NULL = 1;
    static final int UTF_8 = 2;
    static final int CHARS = 3;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[1 << 12];
    private int size;

    /** The eight bytes at a place. */
    static long longAt(byte[] bytes, int place) {
        return (long) LONGS.get(bytes, place);
    }

    /** Sets the bits of a number in the eight bytes at a place. */
    static void mix(byte[] bytes, int place, long number) {
        LONGS.set(bytes, place, (long) LONGS.get(bytes, place) | number);
    }

    /** The four bytes at a place. */
    static int intAt(byte[] bytes, int place) {
        return (int) INTS.get(bytes, place);
    }

    /** How many bytes there are. */
    int size() {
        return size;
    }

    /** Forgets what was written. */
    void clear() {
        size = 0;
    }

    void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        INTS.set(bytes, size, value);
        size += Integer.BYTES;
    }

    /** Overwrites the four bytes at a place. */
    void setInt(int place, int value) {
        INTS.set(bytes, place, value);
    }

    void putLong(long value) {
        reserve(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** A count, 0 or more: seven bits a byte, lowest first. */
    void putCount(int count) {
        int rest = count;
        while (rest >>> 7 != 0) {
            putByte(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        putByte(rest);
    }

    /** A text or null. UTF-8, or char by char for one with half a character, which has no spelling in Unicode. */
    void putText(@Nullable String text) {
        if (text == null) {
            putCount(NULL);
            return;
        }
        byte[] spelled = text.getBytes(StandardCharsets.UTF_8);
        boolean whole = new String(spelled, StandardCharsets.UTF_8).equals(text);
        putCount(whole ? UTF_8 : CHARS);
        putCount(whole ? spelled.length : text.length());
        if (whole) {
            reserve(spelled.length);
            System.arraycopy(spelled, 0, bytes, size, spelled.length);
            size += spelled.length;
        } else {
            text.chars().forEach(this::putCount);
        }
    }

    /** What was written, followed by a number of bytes that are 0. */
    byte[] followedBy(int zeros) {
        byte[] all = new byte[Math.addExact(size, zeros)];
        System.arraycopy(bytes, 0, all, 0, size);
        return all;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length + (bytes.length >> 1)));
        }
    }
}
