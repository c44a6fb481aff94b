package io.assay.job;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration.
 *
 * @param place file and line, such as {@code conf/midterms-2018.yaml:12}
 * @param key the path of the key, such as {@code columns.label}
 * @param value what was found there; null when it is missing
 * @param rule what is wrong and what is allowed, with the nearest known name where there is one
 */
record Problem(String place, String key, @Nullable String value, String rule) {

    @Override
    public String toString() {
        return place + ": " + key + (value == null ? "" : ": " + shortened(value)) + ": " + rule;
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= 100 ? line : line.substring(0, 97) + "...";
    }
}
