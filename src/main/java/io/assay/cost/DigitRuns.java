package io.assay.cost;

import java.util.Arrays;

/**
 * What the runs of {@link RowRuns} add to the records of their places, as digits of {@link DigitColumns}. It is what as many
 * {@link DigitRow}s add, but taken column by column in loops over all rows, which processors do several at a time.
 *
 * <p>Numbers are split into <i>limbs</i>, whole numbers of {@value #BITS} bits in doubles: few enough bits that those of a run
 * add up without rounding. The first limb of a column counts in 2^{@value #HEADROOM} times the unit of its highest digit. The
 * sums of the limbs of a run then become digits. A run in which something is left of a number behind the last limb, or of
 * a sum behind the last digit, is told of by {@link #isExact}; what has been put for it is to be forgotten.
 *
 * <p>All numbers must be 0 or from 2^-60 to 2^60, and so small that the largest limbs of columns are below 2^43, or be
 * differences of such; no term of an exact product of three is then below the range of doubles.
 */
final class DigitRuns {

    static final double LEAST = 0x1p-60;
    static final double GREATEST = 0x1p60;

    private static final int BITS = 44;
    private static final int HEADROOM = 8;
    private static final double RADIX = 0x1p44;

    /** Added and taken away again it leaves a number below 2^51 rounded to a whole one. */
    private static final double ROUNDER = 0x1.8p52;

    private static final int TERMS = 4;

    private double[][] limbs = {};
    private final double[][] terms = new double[TERMS][RowRuns.ROWS];
    private long[] sums = {};

    /** Limb by limb: the digit that its highest bits may count in, and how many of its bits are below that. */
    private int[] digitOf = {};

    private int[] cutOf = {};

    /** What is left of the numbers of a row behind the last limbs. */
    private final double[] left = new double[RowRuns.ROWS];

    private final boolean[] exact = new boolean[RowRuns.RUNS];
    private DigitColumns columns;
    private long[] records = {};
    /** Of a record; 0 as long as there is no room for any. */
    private int width;

    private RowRuns runs = new RowRuns(0);
    private int rows;

    DigitRuns(DigitColumns columns) {
        this.columns = columns;
    }

    /** Changes the layout, between blocks. */
    void lay(DigitColumns newColumns) {
        columns = newColumns;
        width = 0;
    }

    private void makeRoom() {
        width = columns.width();
        records = new long[RowRuns.RUNS * width];
        int most = 0;
        for (int column = 0; column < columns.columns(); column++) {
            most = Math.max(most, limbs(columns.digits(column)));
        }
        limbs = new double[most][RowRuns.ROWS];
        sums = new long[most];
        digitOf = new int[most];
        cutOf = new int[most];
        for (int limb = 1; limb < most; limb++) {
            int below = BITS * limb - HEADROOM;
            digitOf[limb] = (below - 1) / DigitColumns.BITS;
            cutOf[limb] = below - DigitColumns.BITS * digitOf[limb];
        }
    }

    /** Starts with other runs. */
    void begin(RowRuns newRuns) {
        if (width == 0) {
            makeRoom();
        }
        runs = newRuns;
        rows = runs.rows();
        Arrays.fill(records, 0, runs.runs() * width, 0);
        Arrays.fill(left, 0, rows, 0);
        Arrays.fill(exact, 0, runs.runs(), true);
        for (int run = 0; run < runs.runs(); run++) {
            // One more than rows, for what sums of limbs have above the digits of a row.
            records[run * width] = runs.start(run + 1) - runs.start(run) + 1L;
        }
    }

    /** Adds to a count of a run. */
    void count(int run, int which, long further) {
        records[run * width + 1 + which] += further;
    }

    /** Adds the rows of each run to a count. */
    void countRows(int which) {
        for (int run = 0; run < runs.runs(); run++) {
            count(run, which, runs.start(run + 1) - runs.start(run));
        }
    }

    /** Adds to a count the numbers that are 0, and to the next those that are 1. */
    void countBits(int which, double[] x) {
        for (int run = 0; run < runs.runs(); run++) {
            int none = 0;
            int one = 0;
            for (int i = runs.start(run); i < runs.start(run + 1); i++) {
                none += x[i] == 0 ? 1 : 0;
                one += x[i] == 1 ? 1 : 0;
            }
            count(run, which, none);
            count(run, which + 1, one);
        }
    }

    /** Puts numbers into a column. */
    void put(int column, double[] x) {
        double unit = unit(column, 0);
        double[] scaled = terms[0];
        for (int i = 0; i < rows; i++) {
            scaled[i] = x[i] * unit;
        }
        begin(column, scaled);
        end(column);
    }

    /** Puts products {@code a · b}, unrounded, into a column. */
    void put(int column, double[] a, double[] b) {
        double unit = unit(column, 0);
        double next = unit(column, 1);
        double[] products = terms[0];
        double[] rests = terms[1];
        for (int i = 0; i < rows; i++) {
            double product = a[i] * b[i];
            products[i] = product * unit;
            rests[i] = Math.fma(a[i], b[i], -product) * next;
        }
        begin(column, products);
        add(column, 1, rests);
        end(column);
    }

    /** Puts products {@code a · b · c}, unrounded, into a column. */
    void put(int column, double[] a, double[] b, double[] c) {
        double unit = unit(column, 0);
        double next = unit(column, 1);
        double afterNext = unit(column, 2);
        double[] products = terms[0];
        double[] rests = terms[1];
        double[] productsOfRests = terms[2];
        double[] restsOfRests = terms[3];
        for (int i = 0; i < rows; i++) {
            double two = a[i] * b[i];
            double rest = Math.fma(a[i], b[i], -two);
            double three = two * c[i];
            double ofRest = rest * c[i];
            products[i] = three * unit;
            rests[i] = Math.fma(two, c[i], -three) * next;
            productsOfRests[i] = ofRest * next;
            restsOfRests[i] = Math.fma(rest, c[i], -ofRest) * afterNext;
        }
        begin(column, products);
        add(column, 1, rests);
        add(column, 1, productsOfRests);
        add(column, 2, restsOfRests);
        end(column);
    }

    /** Limbs that reach from above the highest digit to the end of the lowest. */
    private static int limbs(int digits) {
        return 1 + (DigitColumns.BITS * (digits - 1) + HEADROOM + BITS - 1) / BITS;
    }

    /** One over what a limb of a column counts in. */
    private double unit(int column, int limb) {
        return Math.scalb(1.0, BITS * limb - HEADROOM - columns.top(column));
    }

    /** Starts the limbs of a column with numbers, in the unit of the first, which are used up. */
    private void begin(int column, double[] x) {
        int last = limbs(columns.digits(column)) - 1;
        for (int limb = 0; limb < last; limb++) {
            splitFirst(x, limbs[limb]);
        }
        Arrays.fill(limbs[last], 0, rows, 0);
        splitLast(x, limbs[last]);
    }

    /** Adds numbers, in the unit of a limb, which are used up. */
    private void add(int column, int from, double[] x) {
        int last = limbs(columns.digits(column)) - 1;
        for (int limb = from; limb < last; limb++) {
            split(x, limbs[limb]);
        }
        splitLast(x, limbs[last]);
    }

    private void splitFirst(double[] x, double[] limb) {
        for (int i = 0; i < rows; i++) {
            double whole = x[i] + ROUNDER - ROUNDER;
            limb[i] = whole;
            x[i] = (x[i] - whole) * RADIX;
        }
    }

    private void split(double[] x, double[] limb) {
        for (int i = 0; i < rows; i++) {
            double whole = x[i] + ROUNDER - ROUNDER;
            limb[i] += whole;
            x[i] = (x[i] - whole) * RADIX;
        }
    }

    private void splitLast(double[] x, double[] limb) {
        for (int i = 0; i < rows; i++) {
            double whole = x[i] + ROUNDER - ROUNDER;
            limb[i] += whole;
            left[i] += Math.abs(x[i] - whole);
        }
    }

    /** Sums the limbs of a column up, run by run, and makes digits of them. */
    private void end(int column) {
        int count = limbs(columns.digits(column));
        for (int run = 0; run < runs.runs(); run++) {
            int from = runs.start(run);
            int to = runs.start(run + 1);
            for (int limb = 0; limb + 3 < count; limb += 4) {
                sumFour(limb, from, to);
            }
            for (int limb = count & ~3; limb < count; limb++) {
                sums[limb] = (long) sum(limbs[limb], from, to);
            }
            exact[run] &= toDigits(column, count, run * width + columns.start(column));
        }
    }

    private void sumFour(int limb, int from, int to) {
        double[] first = limbs[limb];
        double[] second = limbs[limb + 1];
        double[] third = limbs[limb + 2];
        double[] fourth = limbs[limb + 3];
        double sum = 0;
        double secondSum = 0;
        double thirdSum = 0;
        double fourthSum = 0;
        double oddSum = 0;
        double secondOddSum = 0;
        double thirdOddSum = 0;
        double fourthOddSum = 0;
        int i = from;
        // Two rows at a time: an addition need not wait for the one before. In any order the sums are exact.
        for (; i + 1 < to; i += 2) {
            sum += first[i];
            secondSum += second[i];
            thirdSum += third[i];
            fourthSum += fourth[i];
            oddSum += first[i + 1];
            secondOddSum += second[i + 1];
            thirdOddSum += third[i + 1];
            fourthOddSum += fourth[i + 1];
        }
        if (i < to) {
            sum += first[i];
            secondSum += second[i];
            thirdSum += third[i];
            fourthSum += fourth[i];
        }
        sums[limb] = (long) (sum + oddSum);
        sums[limb + 1] = (long) (secondSum + secondOddSum);
        sums[limb + 2] = (long) (thirdSum + thirdOddSum);
        sums[limb + 3] = (long) (fourthSum + fourthOddSum);
    }

    private static double sum(double[] limb, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += limb[i];
        }
        return sum;
    }

    /** Makes digits of the sums of limbs; tells whether nothing is left behind the last digit. */
    private boolean toDigits(int column, int count, int start) {
        records[start] += sums[0] << HEADROOM;
        int end = start + columns.digits(column);
        long behind = 0;
        for (int limb = 1; limb < count; limb++) {
            // The limb is cut where a digit ends: what is above counts in that digit, the rest in the next.
            int at = start + digitOf[limb];
            int cut = cutOf[limb];
            long above = sums[limb] >> cut;
            long rest = sums[limb] - (above << cut);
            records[at] += above;
            if (at + 1 < end) {
                records[at + 1] += rest << DigitColumns.BITS - cut;
            } else {
                behind |= rest;
            }
        }
        return behind == 0;
    }

    /** Whether what has been put for a run is what its numbers are. */
    boolean isExact(int run) {
        return exact[run] && sum(left, runs.start(run), runs.start(run + 1)) == 0;
    }

    long[] records() {
        return records;
    }

    /** Where the record of a run starts. */
    int record(int run) {
        return run * width;
    }
}
