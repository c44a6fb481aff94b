package io.assay.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A YAML value that knows its place. Scalars keep the text as written, so that a version called {@code 1.0} or
 * {@code no} stays one; what is a number is decided by whoever asks for a number.
 */
sealed interface Setting {

    /** How the place of a value begins that an option gave. */
    String OPTION = "--";

    /** File and line, or the option. */
    String place();

    /** Whether this is YAML's null: the same as a key that is not there. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.text() == null;
    }

    /** A text, number or boolean as written; {@code text} is null for YAML's null. */
    record Scalar(String place, @Nullable String text) implements Setting {
        @Override
        public String toString() {
            return text == null ? "null" : text;
        }
    }

    /** A list. */
    record Sequence(String place, List<Setting> items) implements Setting {
        @Override
        public String toString() {
            return items.toString();
        }
    }

    /** A mapping, in the order written. */
    record Mapping(String place, Map<String, Setting> entries) implements Setting {
        @Override
        public String toString() {
            return entries.toString();
        }
    }

    /** {@code over} laid upon {@code base}: mappings are merged key by key, anything else is replaced. */
    static Setting merge(Setting base, Setting over) {
        if (base instanceof Mapping below && over instanceof Mapping above) {
            Map<String, Setting> entries = new LinkedHashMap<>(below.entries());
            above.entries().forEach((key, value) -> entries.merge(key, value, Setting::merge));
            // What is missing from a mapping is missing in a file, though an option may have added to it.
            boolean isOption = above.place().startsWith(OPTION);
            return new Mapping(isOption ? below.place() : above.place(), entries);
        }
        return over;
    }

    /** This value in one canonical spelling, independent of comments, layout and key order: what a digest is taken of. */
    static String canonical(Setting setting) {
        StringBuilder text = new StringBuilder();
        write(setting, text);
        return text.toString();
    }

    private static void write(Setting setting, StringBuilder text) {
        if (setting instanceof Scalar scalar) {
            if (scalar.text() == null) {
                text.append('~');
            } else {
                text.append('"')
                        .append(scalar.text().replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        } else if (setting instanceof Sequence sequence) {
            text.append('[');
            for (Setting item : sequence.items()) {
                write(item, text);
                text.append(',');
            }
            text.append(']');
        } else if (setting instanceof Mapping mapping) {
            text.append('{');
            new TreeMap<>(mapping.entries()).forEach((key, value) -> {
                write(new Scalar("", key), text);
                text.append(':');
                write(value, text);
                text.append(',');
            });
            text.append('}');
        }
    }
}
