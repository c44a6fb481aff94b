package io.assay.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The distinct texts of one column that a task has seen, numbered from 0 in the order of their coming. Null is one too. */
final class Dictionary {

    private final Map<@Nullable String, Integer> codes = new HashMap<>();
    private final Map<UTF8String, Integer> codesOfBytes = new HashMap<>();
    private final List<@Nullable String> texts = new ArrayList<>();

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
}
