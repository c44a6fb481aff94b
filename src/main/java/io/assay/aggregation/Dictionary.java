package io.assay.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The distinct texts of one column that a task has seen, numbered from 0 in the order of their coming. Null is one too. */
final class Dictionary {

    /** What a text takes besides its characters: two objects for it, two places in maps and one in a list. */
    private static final long OVERHEAD = 220;

    private final Map<@Nullable String, Integer> codes = new HashMap<>();
    private final Map<UTF8String, Integer> codesOfBytes = new HashMap<>();
    private final List<@Nullable String> texts = new ArrayList<>();
    private long bytes;

    /** The number of a text in the bytes that Spark has of it, which may be overwritten afterwards. */
    int codeOf(UTF8String text) {
        Integer known = codesOfBytes.get(text);
        if (known != null) {
            return known;
        }
        int code = code(text.toString());
        codesOfBytes.put(text.clone(), code);
        return code;
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
        return bytes;
    }
}
