package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The F1 of the runs of words that a text shares with the reference, or of their longest common subsequence: a score.
 */
public final class Rouge implements Loss {

    private static final Definition DEFINITION = Definition.of("rouge", Family.TEXT)
            .summary(
                    "The F1 of the words (rouge1), pairs of words (rouge2) or longest common subsequence (rougeL) of two texts. A score.")
            .formula("2·common/(runs of y + runs of p); words are runs of a-z and 0-9 in lower case, without stemming")
            .label(EXTENDED)
            .prediction(EXTENDED)
            .choice("variant", "rouge1", "rouge2", "rougeL")
            .range(0, 1)
            .direction(Direction.HIGHER)
            .symmetric()
            .outliers("0 for a right answer in other words.")
            .choose("Summaries are compared and the numbers of others have to be met.")
            .peers("The script of 1.5.5 stems on demand and gives recall as well; here it is F1 without stemming.")
            .reference("Lin 2004; rouge_score without stemming (rougeLsum is not offered)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");

    public double loss(String label, String prediction, String variant) {
        List<String> expected = words(label);
        List<String> given = words(prediction);
        return switch (variant) {
            case "rouge1" -> runs(expected, given, 1);
            case "rouge2" -> runs(expected, given, 2);
            case "rougeL" -> f1(longestCommon(expected, given), expected.size() + given.size());
            default -> Double.NaN;
        };
    }

    private static List<String> words(String text) {
        return Words.of(OTHER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" "));
    }

    private static double runs(List<String> label, List<String> prediction, int length) {
        int[][] words = Words.numbered(label, prediction);
        NGrams runs = NGrams.of(words[0], words[1]);
        for (int n = 1; n < length; n++) {
            runs = runs.longer();
        }
        return f1(runs.common(), runs.ofOne() + runs.ofOther());
    }

    private static double f1(int common, int total) {
        return total == 0 ? 0 : 2.0 * common / total;
    }

    /** The length of the longest common subsequence, in memory of one text. */
    private static int longestCommon(List<String> label, List<String> prediction) {
        int[][] words = Words.numbered(label, prediction);
        int[] previous = new int[words[1].length + 1];
        int[] current = new int[words[1].length + 1];
        for (int word : words[0]) {
            for (int j = 1; j < current.length; j++) {
                current[j] = word == words[1][j - 1] ? previous[j - 1] + 1 : Math.max(previous[j], current[j - 1]);
            }
            int[] spare = previous;
            previous = current;
            current = spare;
        }
        return previous[words[1].length];
    }
}
