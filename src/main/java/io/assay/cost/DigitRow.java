package io.assay.cost;

import java.util.Arrays;

/**
 * What one row adds to the record of every place that it counts in, as digits of {@link DigitColumns}: a column takes
 * one number, or one exact product, a row. A number that the column's digits do not hold exactly is far: it is set
 * aside, to be added to a sum of its own.
 */
final class DigitRow {

    /** The largest multiple of the unit of the highest digit: what one row adds to any digit stays below 2^56. */
    static final double LARGEST = 0x1p51;

    /** Below, an exact product might not consist of doubles. */
    private static final double SMALLEST_PRODUCT = 0x1p-600;

    static final double RADIX = 0x1p56;

    private static final double[] NONE = {};

    private static final int NEAR = 0;
    private static final int TOO_LARGE = 1;
    private static final int TOO_SMALL = 2;

    private DigitColumns columns;
    private long[] record;
    private double[] scales;
    private final DigitGrowth growth;
    private int far;
    private final int[] farColumns;
    private final double[][] farFactors;
    private final ExactSum[] farSums;

    /** @param growth to be told of numbers that are far */
    DigitRow(DigitColumns columns, DigitGrowth growth) {
        this.columns = columns;
        this.growth = growth;
        this.record = new long[columns.width()];
        this.scales = scales(columns);
        this.farColumns = new int[columns.columns()];
        this.farFactors = new double[columns.columns()][];
        this.farSums = new ExactSum[columns.columns()];
        Arrays.setAll(farSums, i -> new ExactSum());
    }

    /** For each column one over the unit of its highest digit. */
    static double[] scales(DigitColumns columns) {
        double[] scales = new double[columns.columns()];
        Arrays.setAll(scales, i -> Math.scalb(1.0, -columns.top(i)));
        return scales;
    }

    /** Starts the next row. */
    void begin() {
        Arrays.fill(record, 0);
        record[0] = 1;
        far = 0;
        growth.count(1);
    }

    /** Changes the layout, between rows. */
    void lay(DigitColumns newColumns) {
        columns = newColumns;
        record = new long[columns.width()];
        scales = scales(columns);
    }

    long[] record() {
        return record;
    }

    void count(int which) {
        count(which, 1);
    }

    void count(int which, long further) {
        record[1 + which] += further;
    }

    /** Puts a number into a column. */
    void put(int column, double x) {
        int found = split(column, x);
        if (found != NEAR) {
            setAside(found, column, x);
        }
    }

    /** Puts a sum into a column, given by carried digits of the same grid; tells whether they fit. */
    boolean put(int column, int top, long[] digits, int first, int length) {
        if (Math.abs(digits[first]) > LARGEST) {
            return false;
        }
        int shift = (columns.top(column) - top) / DigitColumns.BITS;
        int start = columns.start(column);
        for (int i = 0; i < length; i++) {
            if (digits[first + i] != 0) {
                int at = i + shift;
                if (at < 0 || at >= columns.digits(column)) {
                    Arrays.fill(record, start, start + columns.digits(column), 0);
                    return false;
                }
                record[start + at] = digits[first + i];
            }
        }
        return true;
    }

    /** Puts a sum into a column, to be set aside. */
    void put(int column, ExactSum sum) {
        growth.isTooSmall(column);
        farColumns[far] = column;
        farFactors[far] = NONE;
        farSums[far] = sum;
        far++;
    }

    /** Puts {@code a · b}, unrounded, into a column. */
    void put(int column, double a, double b) {
        int found = splitProduct(column, a, b);
        if (found != NEAR) {
            setAside(found, column, a, b);
        }
    }

    /** Puts {@code a · b · c}, unrounded, into a column. */
    void put(int column, double a, double b, double c) {
        int found = splitProduct(column, a, b, c);
        if (found == NEAR) {
            carry(column);
        } else {
            setAside(found, column, a, b, c);
        }
    }

    private int splitProduct(int column, double a, double b, double c) {
        double product = a * b;
        if (product == 0) {
            return a == 0 || b == 0 ? NEAR : TOO_SMALL;
        }
        if (!(Math.abs(product) > SMALLEST_PRODUCT)) {
            return TOO_SMALL;
        }
        int found = splitProduct(column, product, c);
        return found != NEAR ? found : splitProduct(column, Math.fma(a, b, -product), c);
    }

    private int splitProduct(int column, double a, double b) {
        double product = a * b;
        if (product == 0) {
            return a == 0 || b == 0 ? NEAR : TOO_SMALL;
        }
        if (!(Math.abs(product) > SMALLEST_PRODUCT)) {
            return TOO_SMALL;
        }
        int found = split(column, product);
        return found != NEAR ? found : split(column, Math.fma(a, b, -product));
    }

    /** Adds the digits of a number; each step is exact, so nothing is left if and only if they are the number. */
    private int split(int column, double x) {
        double rest = x * scales[column];
        if (!(Math.abs(rest) <= LARGEST)) {
            return TOO_LARGE;
        }
        if (rest == 0) {
            return x == 0 ? NEAR : TOO_SMALL;
        }
        int start = columns.start(column);
        int end = start + columns.digits(column);
        long[] digits = record;
        for (int i = start; i < end; i++) {
            double digit = Math.rint(rest);
            digits[i] += (long) digit;
            rest = (rest - digit) * RADIX;
        }
        return rest == 0 ? NEAR : TOO_SMALL;
    }

    /** Carries what several terms have added, so that digits are as small as those of one. */
    private void carry(int column) {
        int start = columns.start(column);
        for (int i = start + columns.digits(column) - 1; i > start; i--) {
            long carry = (record[i] + (1L << (DigitColumns.BITS - 1))) >> DigitColumns.BITS;
            record[i] -= carry << DigitColumns.BITS;
            record[i - 1] += carry;
        }
    }

    private void setAside(int found, int column, double... factors) {
        if (found == TOO_LARGE) {
            growth.isTooLarge(column);
        } else {
            growth.isTooSmall(column);
        }
        int start = columns.start(column);
        Arrays.fill(record, start, start + columns.digits(column), 0);
        farColumns[far] = column;
        farFactors[far] = factors;
        far++;
    }

    /** Columns that were set aside. */
    int far() {
        return far;
    }

    int farColumn(int which) {
        return farColumns[which];
    }

    /** Adds what was set aside. */
    void addFar(int which, ExactSum sum) {
        if (farFactors[which].length == 0) {
            sum.add(farSums[which]);
        } else {
            addProduct(sum, farFactors[which]);
        }
    }

    private static void addProduct(ExactSum sum, double[] factors) {
        switch (factors.length) {
            case 1 -> sum.add(factors[0]);
            case 2 -> sum.addProduct(factors[0], factors[1]);
            default -> sum.addProduct(factors[0], factors[1], factors[2]);
        }
    }
}
