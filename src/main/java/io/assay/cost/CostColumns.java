package io.assay.cost;

import java.util.Arrays;

/**
 * The counts and columns of {@link CostTallies}. The highest digits are placed for losses and weights around 1: a sum of
 * numbers holds all those of 53 bits from 2^-27 to 2^27 exactly in two digits, one of products those from 2^-26 to 2^31
 * in three, one of squares those of numbers from 2^-20 to 2^17. For others a column gets further digits.
 */
final class CostColumns {

    static final int NUMBER_TOP = -24;
    static final int NUMBER_DIGITS = 2;
    static final int PRODUCT_TOP = -20;
    static final int SQUARE_TOP = -34;
    static final int PRODUCT_DIGITS = 3;

    /** The count of missing units of weight 1; the others are as in the columns of weighted units. */
    static final int MISSING_ONES = 2;

    /** Columns of weights that all losses share. */
    static final int WEIGHT = 0;

    static final int SQUARED_WEIGHT = 1;

    private static final int SHARED = 2;
    private static final int PER_LOSS = 3;

    private CostColumns() {}

    static DigitColumns plain(int losses) {
        int[] tops = new int[2 * losses];
        int[] digits = new int[2 * losses];
        for (int i = 0; i < losses; i++) {
            tops[plainSum(i)] = NUMBER_TOP;
            digits[plainSum(i)] = NUMBER_DIGITS;
            tops[plainSquares(i)] = SQUARE_TOP;
            digits[plainSquares(i)] = PRODUCT_DIGITS;
        }
        return new DigitColumns(1 + 2 * losses, tops, digits);
    }

    /** The count of losses that are 0; the next is of those that are 1. */
    static int zeros(int loss) {
        return 1 + 2 * loss;
    }

    static int plainSum(int loss) {
        return 2 * loss;
    }

    static int plainSquares(int loss) {
        return 2 * loss + 1;
    }

    static DigitColumns weighted(int losses) {
        int[] tops = new int[SHARED + PER_LOSS * losses];
        int[] digits = new int[tops.length];
        Arrays.fill(tops, PRODUCT_TOP);
        Arrays.fill(digits, PRODUCT_DIGITS);
        tops[0] = NUMBER_TOP;
        digits[0] = NUMBER_DIGITS;
        for (int i = 0; i < losses; i++) {
            tops[squares(i)] = SQUARE_TOP;
        }
        return new DigitColumns(2 + 2 * losses, tops, digits);
    }

    /** The count of losses of rows of other weights that are 0; the next is of those that are 1. */
    static int weightedZeros(int loss) {
        return 2 + 2 * loss;
    }

    /** Σ w·loss. */
    static int numerator(int loss) {
        return SHARED + PER_LOSS * loss;
    }

    /** Σ A², A being w·loss rounded. */
    static int squares(int loss) {
        return SHARED + PER_LOSS * loss + 1;
    }

    /** Σ A·w. */
    static int products(int loss) {
        return SHARED + PER_LOSS * loss + 2;
    }

    /** Of one loss: what all losses share. */
    static DigitColumns missing() {
        return new DigitColumns(3, new int[] {NUMBER_TOP, PRODUCT_TOP}, new int[] {NUMBER_DIGITS, PRODUCT_DIGITS});
    }

    /** Tells what the columns of units of weight 1, and of others, consist of. */
    static void bound(RunBounds plain, RunBounds weighted, int losses) {
        weighted.ofWeight(WEIGHT, 1);
        weighted.ofWeight(SQUARED_WEIGHT, 2);
        for (int i = 0; i < losses; i++) {
            plain.of(i, plainSum(i), 1, 0);
            plain.of(i, plainSquares(i), 2, 0);
            weighted.of(i, numerator(i), 1, 0);
            weighted.of(i, squares(i), 2, 0);
            weighted.of(i, products(i), 1, 1);
        }
    }
}
