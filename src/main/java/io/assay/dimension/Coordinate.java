package io.assay.dimension;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Spells partitions and slices as text: {@code all}, or {@code column=value[,column=value]} with {@code %}, {@code ,},
 * {@code =} and control characters percent-encoded, and null as {@code column=%00}. Two different coordinates never
 * share a spelling.
 */
public final class Coordinate {

    /** The total: every row. */
    public static final String ALL = "all";

    /** Totals first, then as strings compare. */
    public static final Comparator<String> ORDER =
            Comparator.comparing((String text) -> !text.equals(ALL)).thenComparing(Comparator.naturalOrder());

    private static final String NULL = "%00";

    /** The character NUL, in two bytes as Java's modified UTF-8 has it, so that it does not read as null. */
    private static final String NUL = "%C0%80";

    private Coordinate() {}

    /** {@code column=value}, both encoded; a null value is {@code %00}. */
    public static String of(String column, @Nullable String value) {
        return encode(column) + "=" + (value == null ? NULL : encode(value));
    }

    /** A cross of coordinates: {@code a=1,b=2}; {@code all} for none. */
    public static String cross(List<String> coordinates) {
        return coordinates.isEmpty() ? ALL : String.join(",", coordinates);
    }

    /**
     * A name that stands for itself, such as that of a predicate, encoded. A predicate called {@code all} would read as
     * the total and is encoded too.
     */
    public static String named(String name) {
        return name.equals(ALL) ? "%61ll" : encode(name);
    }

    /** Reads an encoded name or value back. {@code %00} alone is null. */
    public static @Nullable String decode(String text) {
        if (text.equals(NULL)) {
            return null;
        }
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.replace(NUL, NULL).getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%' && i + 2 < in.length) {
                out[length++] = (byte) Integer.parseInt(text(in, i + 1), 16);
                i += 2;
            } else {
                out[length++] = in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, 2, StandardCharsets.US_ASCII);
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == 0) {
                encoded.append(NUL);
            } else if (c == '%' || c == ',' || c == '=' || Character.isISOControl(c)) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append(String.format(Locale.ROOT, "%%%02X", b));
                }
            } else {
                encoded.appendCodePoint(c);
            }
        });
        return encoded.toString();
    }
}
