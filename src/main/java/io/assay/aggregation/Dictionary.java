package io.assay.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The distinct texts of one column that a task has seen, numbered from 0 in the order of their coming. Null is one too. */
final class Dictionary {

    /** What a text takes besides its characters: itself as a text and as bytes, its place in two maps and in a list. */
    private static final long OVERHEAD = 220;

    /**
     * Texts that came last are kept in so many places, to be found by their first and last bytes. There are more places than most
     * columns have texts, as two that share one are looked up time and again.
     */
    private static final int RECENT_BITS = 13;

    /** What is known of a recent text: its first and its last eight bytes, how many it has, from 1 up, and its number. */
    private static final int KNOWN = 4;

    /** Of no more bytes a text is told by the first eight, the last eight and how many there are. */
    private static final int TOLD_BY_ENDS = 2 * Long.BYTES;

    private final Map<@Nullable String, Integer> codes = new HashMap<>();
    private final Map<UTF8String, Known> knownBytes = new HashMap<>();

    /** Of all places; empty until a text comes as bytes. */
    private long[] recent = new long[0];

    /** The recent texts that their ends do not tell. */
    private @Nullable UTF8String[] recentLong = new UTF8String[0];

    private final List<@Nullable String> texts = new ArrayList<>();
    private long bytes;

    /** A text in bytes of its own, and its number. */
    private record Known(UTF8String own, int code) {}

    /** The number of a text in the bytes that Spark has of it, which may be overwritten afterwards. */
    int codeOf(UTF8String text) {
        if (recent.length == 0) {
            recent = new long[KNOWN << RECENT_BITS];
            recentLong = new UTF8String[1 << RECENT_BITS];
        }
        int length = text.numBytes();
        long first = text.getPrefix();
        long last = length <= Long.BYTES
                ? 0
                : Platform.getLong(text.getBaseObject(), text.getBaseOffset() + length - Long.BYTES);
        int place = (int) ((first * 31 + last + length) * 0x9E3779B97F4A7C15L >>> Long.SIZE - RECENT_BITS);
        int at = KNOWN * place;
        boolean isKnown = recent[at] == first
                && recent[at + 1] == last
                && recent[at + 2] == length + 1
                && (length <= TOLD_BY_ENDS || text.equals(recentLong[place]));
        if (!isKnown) {
            Known found = find(text);
            recent[at] = first;
            recent[at + 1] = last;
            recent[at + 2] = length + 1L;
            recent[at + 3] = found.code;
            recentLong[place] = length <= TOLD_BY_ENDS ? null : found.own;
        }
        return (int) recent[at + 3];
    }

    private Known find(UTF8String text) {
        Known known = knownBytes.get(text);
        if (known == null) {
            int before = texts.size();
            known = new Known(text.copy(), code(text.toString()));
            knownBytes.put(known.own, known);
            // Bytes that are no good text may be one of the texts that are there.
            bytes += texts.size() > before ? 0 : OVERHEAD + text.numBytes();
        }
        return known;
    }

    /** The number of a text if it has been seen, otherwise −1. */
    int known(@Nullable String text) {
        return codes.getOrDefault(text, -1);
    }

    /** The number of a text, a new one if it has not been seen. */
    int code(@Nullable String text) {
        Integer known = codes.get(text);
        if (known != null) {
            return known;
        }
        int code = texts.size();
        codes.put(text, code);
        texts.add(text);
        bytes += OVERHEAD + (text == null ? 0 : 2L * text.length());
        return code;
    }

    /** The text of a number. */
    @Nullable
    String text(int code) {
        return texts.get(code);
    }

    /** How many there are. */
    int size() {
        return texts.size();
    }

    /** About how many bytes of memory they take. */
    long bytes() {
        return bytes + (long) Long.BYTES * recent.length + (long) Integer.BYTES * recentLong.length;
    }
}
