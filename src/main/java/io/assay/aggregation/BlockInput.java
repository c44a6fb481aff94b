package io.assay.aggregation;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BlockBytes} wrote, from a place on. */
final class BlockInput {

    private final byte[] bytes;
    private int place;

    BlockInput(byte[] bytes, int place) {
        this.bytes = bytes;
        this.place = place;
    }

    /** Where it reads next. */
    int place() {
        return place;
    }

    void skip(int count) {
        place += count;
    }

    int readByte() {
        return bytes[place++];
    }

    int readInt() {
        int value = BlockBytes.intAt(bytes, place);
        place += Integer.BYTES;
        return value;
    }

    long readLong() {
        long value = BlockBytes.longAt(bytes, place);
        place += Long.BYTES;
        return value;
    }

    int readCount() {
        int count = 0;
        int shift = 0;
        byte part;
        do {
            part = bytes[place++];
            count |= (part & 0x7F) << shift;
            shift += 7;
        } while (part < 0);
        return count;
    }

    /** Whether a text or null follows; passes by the mark of one that is absent. */
    boolean isPresent() {
        if (bytes[place] != BlockBytes.ABSENT) {
            return true;
        }
        place++;
        return false;
    }

    /** A text or null. */
    @Nullable
    String readText() {
        int form = readCount();
        if (form == BlockBytes.NULL) {
            return null;
        }
        int length = readCount();
        if (form == BlockBytes.CHARS) {
            char[] chars = new char[length];
            for (int i = 0; i < length; i++) {
                chars[i] = (char) readCount();
            }
            return new String(chars);
        }
        String text = new String(bytes, place, length, StandardCharsets.UTF_8);
        place += length;
        return text;
    }
}
