package io.assay.cost;

import java.util.Arrays;

/**
 * Where the exact sums of a place lie in its record of longs: first the additions since the last carry, then plain
 * counts, then for each column its signed digits, highest first. A digit counts in a power of two, 2^{@value #BITS}
 * times that of the next. All records are on the same grid: columns of two layouts differ only by whole digits.
 */
final class DigitColumns {

    /** Binary places from a digit to the next. */
    static final int BITS = 56;

    /** As many digits as a column gets of its own accord. */
    static final int MOST_DIGITS = 6;

    private final int counts;
    private final int[] tops;
    private final int[] digits;
    private final int[] starts;
    private final int width;

    /** @param tops for each column the binary place that its highest digit counts in */
    DigitColumns(int counts, int[] tops, int[] digits) {
        this.counts = counts;
        this.tops = tops.clone();
        this.digits = digits.clone();
        this.starts = new int[tops.length];
        int next = 1 + counts;
        for (int i = 0; i < tops.length; i++) {
            starts[i] = next;
            next += digits[i];
        }
        this.width = next;
    }

    int counts() {
        return counts;
    }

    int columns() {
        return tops.length;
    }

    /** Longs of a record. */
    int width() {
        return width;
    }

    /** The binary place that a column's highest digit counts in. */
    int top(int column) {
        return tops[column];
    }

    int digits(int column) {
        return digits[column];
    }

    /** Where a column's highest digit is. */
    int start(int column) {
        return starts[column];
    }

    private int bottom(int column) {
        return tops[column] - BITS * (digits[column] - 1);
    }

    /** With one digit more above those of a column. */
    DigitColumns higher(int column) {
        return with(column, tops[column] + BITS, digits[column] + 1);
    }

    /** With one digit more below those of a column. */
    DigitColumns lower(int column) {
        return with(column, tops[column], digits[column] + 1);
    }

    private DigitColumns with(int column, int top, int length) {
        int[] newTops = tops.clone();
        int[] newDigits = digits.clone();
        newTops[column] = top;
        newDigits[column] = length;
        return new DigitColumns(counts, newTops, newDigits);
    }

    /** With all digits of either; both must have the same columns. */
    DigitColumns union(DigitColumns other) {
        int[] newTops = tops.clone();
        int[] newDigits = digits.clone();
        for (int i = 0; i < tops.length; i++) {
            newTops[i] = Math.max(tops[i], other.tops[i]);
            newDigits[i] = (newTops[i] - Math.min(bottom(i), other.bottom(i))) / BITS + 1;
        }
        return new DigitColumns(counts, newTops, newDigits);
    }

    boolean isSameAs(DigitColumns other) {
        return this == other || (Arrays.equals(tops, other.tops) && Arrays.equals(digits, other.digits));
    }

    /** Adds a record of this layout to one of a layout that has all of its digits. */
    void addTo(DigitColumns to, long[] target, int targetBase, long[] record, int base) {
        for (int i = 0; i <= counts; i++) {
            target[targetBase + i] += record[base + i];
        }
        for (int column = 0; column < tops.length; column++) {
            int shift = (to.tops[column] - tops[column]) / BITS;
            int at = targetBase + to.starts[column] + shift;
            for (int i = 0; i < digits[column]; i++) {
                target[at + i] += record[base + starts[column] + i];
            }
        }
    }

    /**
     * The number that carried digits stand for, rounded once to the nearest double, ties to even.
     *
     * @param top the binary place that the first digit counts in
     */
    static double rounded(long[] record, int start, int length, int top) {
        int first = 0;
        while (first < length && record[start + first] == 0) {
            first++;
        }
        if (first == length) {
            return 0.0;
        }
        // What follows a digit is less than 1 of it, so the first one has the sign of all.
        boolean negative = record[start + first] < 0;
        long[] digits = new long[length - first + 2];
        long borrow = 0;
        for (int i = length - first - 1; i >= 0; i--) {
            long digit = (negative ? -record[start + first + i] : record[start + first + i]) - borrow;
            borrow = i > 0 && digit < 0 ? 1 : 0;
            digits[i] = digit + (borrow << BITS);
        }
        int lead = digits[0] == 0 ? 1 : 0;
        int zeros = Long.numberOfLeadingZeros(digits[lead]);
        long second = digits[lead + 1];
        // The leading bits of the second and third digit that fit below the first, and whether there are others.
        long two = second << (Long.SIZE - BITS) | digits[lead + 2] >>> (2 * BITS - Long.SIZE);
        long word = digits[lead] << zeros | (zeros == 0 ? 0 : two >>> (Long.SIZE - zeros));
        boolean more = two << zeros != 0 || (digits[lead + 2] & ((1L << (2 * BITS - Long.SIZE)) - 1)) != 0;
        for (int i = lead + 3; i < digits.length && !more; i++) {
            more = digits[i] != 0;
        }
        int exponent = top - BITS * (first + lead) - zeros + Long.SIZE - 1;
        double magnitude = ExactSum.rounded(word, more, exponent);
        return negative ? -magnitude : magnitude;
    }
}
