package io.assay.job;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words as a shell reads them back, so that a command that is shown can be pasted. */
final class ShellWord {

    private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

    private ShellWord() {}

    /** The words of one command. */
    static String joined(List<String> words) {
        return words.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
    }

    /** One word: as it is, in single quotes, or, with control characters in it, as bash spells those. */
    static String quoted(String word) {
        if (word.matches(PLAIN)) {
            return word;
        }
        return word.chars().anyMatch(Character::isISOControl)
                ? "$'" + escaped(word) + "'"
                : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String escaped(String word) {
        StringBuilder text = new StringBuilder();
        word.chars().forEach(c -> {
            if (c == '\'' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (Character.isISOControl(c)) {
                text.append(String.format(Locale.ROOT, "\\u%04X", c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }
}
