package io.assay.aggregation;

/**
 * Where the codes of a row stand, packed bit by bit into as few 64-bit words as hold them.
 *
 * @param words how many words there are
 * @param word by column of codes: its word
 * @param shift its lowest bit there
 * @param mask its bits, shifted to the lowest place; none for a column with one code
 */
record CodePacking(int words, int[] word, int[] shift, long[] mask) {

    /** For columns with so many codes each, 1 or more. */
    static CodePacking of(int[] sizes) {
        int[] word = new int[sizes.length];
        int[] shift = new int[sizes.length];
        long[] mask = new long[sizes.length];
        int at = 0;
        int used = 0;
        for (int i = 0; i < sizes.length; i++) {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(sizes[i] - 1);
            if (used + bits > Long.SIZE) {
                at++;
                used = 0;
            }
            word[i] = at;
            shift[i] = used == Long.SIZE ? 0 : used;
            mask[i] = (1L << bits) - 1;
            used += bits;
        }
        return new CodePacking(at + 1, word, shift, mask);
    }
}
