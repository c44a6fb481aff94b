package io.assay.cost;

import java.util.Arrays;

/**
 * The counts and columns of {@link PairTallies}. A product of three numbers around 1 takes four digits; the rest is as in
 * {@link CostColumns}.
 */
final class PairColumns {

    /** Counts that all losses share. */
    static final int ONES = 0;

    static final int ZEROS = 0;
    static final int WEIGHTED = 1;
    /** The count of missing units of weight 1; the others are as in the columns of weighted units. */
    static final int MISSING_ONES = 2;

    /** Columns that all losses share. */
    static final int WEIGHT = 0;

    static final int SQUARED_WEIGHT = 1;
    static final int CUBED_WEIGHT = 2;

    /** Columns of one loss, among those of units of weight 1 and among the others. */
    static final int CANDIDATE = 0;

    static final int BASELINE = 1;
    static final int CANDIDATE_SQUARES = 2;
    static final int CROSS_PRODUCTS = 3;
    static final int BASELINE_SQUARES = 4;
    static final int CUBES = 5;
    static final int CANDIDATE_WEIGHT = 6;
    static final int BASELINE_WEIGHT = 7;
    static final int SQUARES_WEIGHT = 8;
    static final int DIFFERENCE_WEIGHTS = 9;

    private static final int PLAIN_PER_LOSS = 6;
    private static final int WEIGHTED_PER_LOSS = 10;
    private static final int SHARED = 3;
    private static final int COUNTS_PER_LOSS = 5;
    private static final int TRIPLE_TOP = -34;
    private static final int TRIPLE_DIGITS = 4;

    private PairColumns() {}

    /** @param clustered whether rows are to be counted, since they are not units */
    static DigitColumns plain(int losses, boolean clustered) {
        int[] tops = new int[PLAIN_PER_LOSS * losses];
        int[] digits = new int[tops.length];
        for (int i = 0; i < losses; i++) {
            int first = plain(i, 0);
            Arrays.fill(tops, first, first + CANDIDATE_SQUARES, CostColumns.NUMBER_TOP);
            Arrays.fill(digits, first, first + CANDIDATE_SQUARES, CostColumns.NUMBER_DIGITS);
            Arrays.fill(tops, first + CANDIDATE_SQUARES, first + CUBES, CostColumns.SQUARE_TOP);
            Arrays.fill(digits, first + CANDIDATE_SQUARES, first + CUBES, CostColumns.PRODUCT_DIGITS);
            tops[first + CUBES] = TRIPLE_TOP;
            digits[first + CUBES] = TRIPLE_DIGITS;
        }
        return new DigitColumns(1 + (COUNTS_PER_LOSS + (clustered ? 1 : 0)) * losses, tops, digits);
    }

    /** The count of units of weight 1 by their pattern of 0 and 1. */
    static int pattern(int loss, int pattern) {
        return 1 + COUNTS_PER_LOSS * loss + pattern;
    }

    /** The count of summed units of weight 1 in which the sides differ. */
    static int plainDiffering(int loss) {
        return COUNTS_PER_LOSS * (loss + 1);
    }

    /** The count of rows of units of weight 1. */
    static int plainRows(int losses, int loss) {
        return 1 + COUNTS_PER_LOSS * losses + loss;
    }

    /** The column of one loss of units of weight 1. */
    static int plain(int loss, int column) {
        return PLAIN_PER_LOSS * loss + column;
    }

    /** @param clustered whether rows are to be counted, since they are not units */
    static DigitColumns weighted(int losses, boolean clustered) {
        int[] tops = new int[SHARED + WEIGHTED_PER_LOSS * losses];
        int[] digits = new int[tops.length];
        shared(tops, digits);
        for (int i = 0; i < losses; i++) {
            int first = weighted(i, 0);
            int end = weighted(i + 1, 0);
            Arrays.fill(tops, first, end, CostColumns.PRODUCT_TOP);
            Arrays.fill(digits, first, end, CostColumns.PRODUCT_DIGITS);
            Arrays.fill(tops, first + CANDIDATE_SQUARES, first + CUBES, CostColumns.SQUARE_TOP);
            for (int triple : new int[] {CUBES, SQUARES_WEIGHT, DIFFERENCE_WEIGHTS}) {
                tops[first + triple] = TRIPLE_TOP;
                digits[first + triple] = TRIPLE_DIGITS;
            }
        }
        return new DigitColumns(2 + (clustered ? 2 : 1) * losses, tops, digits);
    }

    /** The count of units of other weights in which the sides differ. */
    static int differing(int loss) {
        return 2 + loss;
    }

    /** The count of rows of units of other weights. */
    static int rows(int losses, int loss) {
        return 2 + losses + loss;
    }

    /** The column of one loss of units of other weights. */
    static int weighted(int loss, int column) {
        return SHARED + WEIGHTED_PER_LOSS * loss + column;
    }

    /** Of one loss: what all losses share. */
    static DigitColumns missing() {
        int[] tops = new int[SHARED];
        int[] digits = new int[SHARED];
        shared(tops, digits);
        return new DigitColumns(3, tops, digits);
    }

    private static void shared(int[] tops, int[] digits) {
        tops[WEIGHT] = CostColumns.NUMBER_TOP;
        digits[WEIGHT] = CostColumns.NUMBER_DIGITS;
        tops[SQUARED_WEIGHT] = CostColumns.PRODUCT_TOP;
        digits[SQUARED_WEIGHT] = CostColumns.PRODUCT_DIGITS;
        tops[CUBED_WEIGHT] = TRIPLE_TOP;
        digits[CUBED_WEIGHT] = TRIPLE_DIGITS;
    }

    /** Tells what the columns of units of weight 1, and of others, consist of; a difference is at most twice a side. */
    static void bound(RunBounds plain, RunBounds weighted, int losses) {
        weighted.ofWeight(WEIGHT, 1);
        weighted.ofWeight(SQUARED_WEIGHT, 2);
        weighted.ofWeight(CUBED_WEIGHT, 3);
        for (int i = 0; i < losses; i++) {
            for (int side : new int[] {CANDIDATE, BASELINE}) {
                plain.of(i, plain(i, side), 1, 0);
                weighted.of(i, weighted(i, side), 1, 0);
            }
            for (int square : new int[] {CANDIDATE_SQUARES, CROSS_PRODUCTS, BASELINE_SQUARES}) {
                plain.of(i, plain(i, square), 2, 0);
                weighted.of(i, weighted(i, square), 2, 0);
            }
            plain.ofDifference(i, plain(i, CUBES), 3, 0);
            weighted.ofDifference(i, weighted(i, CUBES), 3, 0);
            weighted.of(i, weighted(i, CANDIDATE_WEIGHT), 1, 1);
            weighted.of(i, weighted(i, BASELINE_WEIGHT), 1, 1);
            weighted.ofDifference(i, weighted(i, SQUARES_WEIGHT), 2, 1);
            weighted.ofDifference(i, weighted(i, DIFFERENCE_WEIGHTS), 1, 2);
        }
    }
}
