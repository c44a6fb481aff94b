package io.assay.loss;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts as tokens in the way of the script mteval-v13a, by which translations are compared: punctuation is split off,
 * except between digits.
 */
final class Tokens13a {

    private static final Pattern PUNCTUATION = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
    private static final Pattern AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
    private static final Pattern BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH = Pattern.compile("([0-9])(-)");

    private Tokens13a() {}

    /** The tokens in order. */
    static List<String> of(String text) {
        String plain = text.replace("<skipped>", "")
                .replace("-\n", "")
                .replace("\n", " ")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        String split = PUNCTUATION.matcher(" " + plain + " ").replaceAll(" $1 ");
        split = AFTER_OTHER.matcher(split).replaceAll("$1 $2 ");
        split = BEFORE_OTHER.matcher(split).replaceAll(" $1 $2");
        split = DASH.matcher(split).replaceAll("$1 $2 ");
        return Words.of(split);
    }
}
