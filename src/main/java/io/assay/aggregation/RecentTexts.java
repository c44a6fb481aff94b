package io.assay.aggregation;

import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The numbers of the texts that came last, found by their bytes: by the first eight, the last eight and how many there are. */
final class RecentTexts {

    /** The text did not come lately. */
    static final int ABSENT = -1;

    /** So many bits has a place. A text may stand in its own or in the one beside it; there are more than most columns have texts. */
    private static final int BITS = 13;

    /** What is known of a text: its first and its last eight bytes, how many it has, from 1 up, and its number. */
    private static final int KNOWN = 4;

    /** A text of no more bytes is told by its ends. */
    private static final int TOLD_BY_ENDS = 2 * Long.BYTES;

    /** Of all places; empty until a text comes. */
    private long[] known = new long[0];

    /** The texts that their ends do not tell. */
    private @Nullable UTF8String[] longTexts = new UTF8String[0];

    /** The number of a text that came lately, otherwise {@link #ABSENT}. */
    int find(UTF8String text) {
        if (known.length == 0) {
            return ABSENT;
        }
        int length = text.numBytes();
        long first = text.getPrefix();
        long last = last(text, length);
        int place = place(first, last, length);
        if (isAt(place, text, first, last, length)) {
            return (int) known[KNOWN * place + 3];
        }
        return isAt(place ^ 1, text, first, last, length) ? (int) known[KNOWN * (place ^ 1) + 3] : ABSENT;
    }

    private boolean isAt(int place, UTF8String text, long first, long last, int length) {
        int at = KNOWN * place;
        return known[at] == first
                && known[at + 1] == last
                && known[at + 2] == length + 1
                && (length <= TOLD_BY_ENDS || text.equals(longTexts[place]));
    }

    /** Keeps the number of a text that was not found, and whose bytes stay as they are. */
    void keep(UTF8String text, int number) {
        if (known.length == 0) {
            known = new long[KNOWN << BITS];
            longTexts = new UTF8String[1 << BITS];
        }
        int length = text.numBytes();
        long first = text.getPrefix();
        long last = last(text, length);
        int place = place(first, last, length);
        int at = KNOWN * place;
        if (known[at + 2] != 0) {
            // What stands there goes beside it, in place of what came before it.
            System.arraycopy(known, at, known, KNOWN * (place ^ 1), KNOWN);
            longTexts[place ^ 1] = longTexts[place];
        }
        known[at] = first;
        known[at + 1] = last;
        known[at + 2] = length + 1L;
        known[at + 3] = number;
        longTexts[place] = length <= TOLD_BY_ENDS ? null : text;
    }

    private static long last(UTF8String text, int length) {
        return length <= Long.BYTES
                ? 0
                : Platform.getLong(text.getBaseObject(), text.getBaseOffset() + length - Long.BYTES);
    }

    private static int place(long first, long last, int length) {
        return (int) ((first * 31 + last + length) * 0x9E3779B97F4A7C15L >>> Long.SIZE - BITS);
    }

    /** The memory held, the texts themselves left out. */
    long bytes() {
        return (long) Long.BYTES * known.length + (long) Integer.BYTES * longTexts.length;
    }
}
