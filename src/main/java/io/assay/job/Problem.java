package io.assay.job;

import io.assay.report.Shown;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration. Names may come from data: what is printed has no control characters.
 *
 * @param place file and line, such as {@code conf/midterms-2018.yaml:12}
 * @param key the path of the key, such as {@code columns.label}
 * @param value what was found there; null when it is missing
 * @param rule what is wrong and what is allowed, with the nearest known name where there is one
 */
record Problem(String place, String key, @Nullable String value, String rule) {

    private static final Pattern LINE = Pattern.compile("(?s)(.*):(\\d{1,9})");

    /** By file, and by line within it. */
    static final Comparator<Problem> IN_ORDER =
            Comparator.comparing(Problem::file).thenComparing(Problem::line);

    private String file() {
        Matcher line = LINE.matcher(place);
        return line.matches() ? line.group(1) : place;
    }

    private int line() {
        Matcher line = LINE.matcher(place);
        return line.matches() ? Integer.parseInt(line.group(2)) : 0;
    }

    @Override
    public String toString() {
        return Shown.whole(place + ": " + key + (value == null ? "" : ": " + shortened(value)) + ": " + rule);
    }

    private static String shortened(String text) {
        String line = text.isEmpty() ? "\"\"" : text.replaceAll("\\R", " ");
        return line.length() <= 100 ? line : line.substring(0, 97) + "...";
    }
}
