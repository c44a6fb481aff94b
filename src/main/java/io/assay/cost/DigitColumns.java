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
}
