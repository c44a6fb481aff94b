package io.assay.loss;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Texts as words between blanks. */
final class Words {

    private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

    private Words() {}

    /** The words in order; none for a text of blanks. */
    static List<String> of(String text) {
        String stripped = BLANKS.matcher(text).replaceAll(" ").strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split(" "));
    }

    /** Both lists as numbers, equal words as equal numbers. */
    static int[][] numbered(List<String> one, List<String> other) {
        Map<String, Integer> numbers = new HashMap<>();
        return new int[][] {numbered(one, numbers), numbered(other, numbers)};
    }

    private static int[] numbered(List<String> words, Map<String, Integer> numbers) {
        return words.stream()
                .mapToInt(word -> numbers.computeIfAbsent(word, unseen -> numbers.size()))
                .toArray();
    }
}
