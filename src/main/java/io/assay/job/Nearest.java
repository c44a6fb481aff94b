package io.assay.job;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a misspelt name was probably meant to be. */
final class Nearest {

    private static final int LISTED = 20;

    private Nearest() {}

    /** {@code unknown: hubber (did you mean huber? known: …)}, without the value itself. */
    static String unknown(String value, Collection<String> known) {
        return "unknown" + hint(value, known);
    }

    /** {@code  (did you mean huber? known: …)}, or only the known names where none is near. */
    static String hint(String value, Collection<String> known) {
        if (known.isEmpty()) {
            return " (there are none)";
        }
        List<String> names =
                known.stream().distinct().sorted().map(Nearest::quoted).toList();
        String list = String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                + (names.size() > LISTED ? ", … (" + names.size() + " in all)" : "");
        return " ("
                + name(value, known)
                        .map(n -> "did you mean " + quoted(n) + "? ")
                        .orElse("") + "known: " + list + ")";
    }

    /** In quotes where it would not be seen where the name begins and ends. */
    private static String quoted(String name) {
        return name.matches("[^\\s,']+") ? name : "'" + name + "'";
    }

    /** The nearest known name, if one is near. */
    static Optional<String> name(String value, Collection<String> known) {
        int furthest = value.length() < 3 ? 1 : Math.max(2, value.length() / 3);
        String wanted = value.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> distance(wanted, name) <= furthest)
                .min(Comparator.<String>comparingInt(name -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String wanted, String name) {
        return LevenshteinDistance.getDefaultInstance().apply(wanted, name.toLowerCase(Locale.ROOT));
    }
}
