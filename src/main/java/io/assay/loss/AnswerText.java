package io.assay.loss;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Short answers as words, as the evaluation of SQuAD has them: lower case, without ASCII punctuation and the articles
 * a, an and the.
 */
final class AnswerText {

    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern ARTICLES = Pattern.compile("(?U)\\b(a|an|the)\\b");
    private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

    private AnswerText() {}

    /** The words that are left, in order. */
    static List<String> words(String text) {
        String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        String left = ARTICLES.matcher(bare).replaceAll(" ").strip();
        return left.isEmpty() ? List.of() : List.of(BLANKS.split(left));
    }
}
