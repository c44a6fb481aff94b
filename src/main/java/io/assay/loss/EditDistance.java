package io.assay.loss;

/** The least number of units to change, add or leave out to make one sequence of another (Levenshtein). */
final class EditDistance {

    private EditDistance() {}

    /** The distance, in time of the product of both lengths and memory of the second. */
    static int between(int[] from, int[] to) {
        int[] previous = new int[to.length + 1];
        int[] current = new int[to.length + 1];
        for (int j = 0; j <= to.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length; i++) {
            current[0] = i;
            for (int j = 1; j <= to.length; j++) {
                int changed = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] spare = previous;
            previous = current;
            current = spare;
        }
        return previous[to.length];
    }

    /** Both texts as words, equal words as equal numbers. */
    static int[][] words(String one, String other) {
        return Words.numbered(Words.of(one), Words.of(other));
    }
}
