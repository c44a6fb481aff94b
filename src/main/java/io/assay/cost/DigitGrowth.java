package io.assay.cost;

import java.util.Arrays;

/** Tells when the columns of {@link DigitColumns} should have further digits, since many rows do not fit into those there are. */
final class DigitGrowth {

    private static final int FAR_BEFORE_GROWTH = 32;

    private final long[] tooLarge;
    private final long[] tooSmall;
    private long rows;
    private boolean more;

    DigitGrowth(int columns) {
        this.tooLarge = new long[columns];
        this.tooSmall = new long[columns];
    }

    /** Counts rows, whether they fit or not. */
    void count(int further) {
        rows += further;
    }

    /** A number of a row was too large for a column. */
    void isTooLarge(int column) {
        tooLarge[column]++;
        more = true;
    }

    /** A number of a row reached below the lowest digit of a column. */
    void isTooSmall(int column) {
        tooSmall[column]++;
        more = true;
    }

    /** The layout with a digit more where many rows were far; mostly the same as now. */
    DigitColumns grown(DigitColumns columns) {
        if (!more) {
            return columns;
        }
        more = false;
        DigitColumns grown = columns;
        for (int i = 0; i < columns.columns(); i++) {
            if (columns.digits(i) < DigitColumns.MOST_DIGITS) {
                if (isMany(tooLarge[i])) {
                    grown = grown.higher(i);
                } else if (isMany(tooSmall[i])) {
                    grown = grown.lower(i);
                }
            }
        }
        if (grown != columns) {
            Arrays.fill(tooLarge, 0);
            Arrays.fill(tooSmall, 0);
            rows = 0;
        }
        return grown;
    }

    private boolean isMany(long far) {
        return far >= FAR_BEFORE_GROWTH && far >= rows >> 5;
    }
}
