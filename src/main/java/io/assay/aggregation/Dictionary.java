package io.assay.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The distinct texts of one column that a task has seen, numbered from 0 in the order of their coming. Null is one too. */
final class Dictionary {

    /** What a text takes besides its characters: itself as a text and as bytes, its place in two maps and in a list. */
    private static final long OVERHEAD = 220;

    private final Map<@Nullable String, Integer> codes = new HashMap<>();
    private final Map<UTF8String, Known> knownBytes = new HashMap<>();

    private final RecentTexts recent = new RecentTexts();

    private final List<@Nullable String> texts = new ArrayList<>();
    private long bytes;

    /** A text in bytes of its own, and its number. */
    private record Known(UTF8String own, int code) {}

    /** The number of a text in the bytes that Spark has of it, which may be overwritten afterwards. */
    int codeOf(UTF8String text) {
        int code = recent.find(text);
        if (code == RecentTexts.ABSENT) {
            Known found = find(text);
            recent.keep(found.own, found.code);
            code = found.code;
        }
        return code;
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
        return bytes + recent.bytes();
    }
}
