package io.assay.job;

import java.util.Collection;
import java.util.List;

/** What the names of a file's columns say about the way it was read, where that was probably not meant. */
final class HeaderDoubt {

    private static final List<String> SEPARATORS = List.of(";", "\t", "|");

    private HeaderDoubt() {}

    /** A remedy, as the end of a sentence; empty where the names look like names. */
    static String of(Collection<String> columns) {
        if (columns.isEmpty()) {
            return "";
        }
        if (columns.stream().allMatch(column -> column.matches("_c\\d+"))) {
            return "; the file is read without a header: give options: {header: true}";
        }
        String only = columns.size() == 1 ? columns.iterator().next() : "";
        for (String separator : SEPARATORS) {
            if (only.contains(separator)) {
                return "; it looks like another separator: give options: {sep: '"
                        + (separator.equals("\t") ? "\\t" : separator) + "'}";
            }
        }
        return columns.stream().anyMatch(HeaderDoubt::isNumber)
                ? "; the first line looks like no header: give options: {header: false}, and the names by schema:"
                : "";
    }

    private static boolean isNumber(String column) {
        return column.matches("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    }
}
