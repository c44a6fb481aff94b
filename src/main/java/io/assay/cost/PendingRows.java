package io.assay.cost;

import java.util.Arrays;

/**
 * Rows that are yet to be added in the places that they count in. When there are enough, they are taken place by place, so
 * that what a place holds is fetched once for many rows, one place after the other, and not at random for each row.
 *
 * <p>Rows are of two kinds, which are taken one after the other. A row takes 8 bytes for each of its numbers and 16 for each
 * of its places; there are never more than 2^20 places of rows, so some 40 MB for rows with four, or half as many where the
 * heap has less than 2 GB for each processor.
 */
final class PendingRows {

    /** Enough that fetching a place is shared by many rows. */
    private static final int ENTRIES_OF_A_PLACE = 32;

    private static final int LEAST_ENTRIES = 1 << 12;
    private static final int MOST_ENTRIES = isRoomy() ? 1 << 20 : 1 << 19;
    private static final int RADIX_BITS = 10;
    private static final long SECOND_KIND = 1L << 63;

    /** The first number of the first row: behind an array's header and these begins a line of a processor's cache, if the array does. */
    private static final int FIRST = 6;

    private static final int NUMBERS_OF_A_LINE = 8;

    private final int width;
    /** From a row to the next: rows of few numbers lie within a line of the cache. */
    private final int stride;

    private double[] numbers = {};
    /** The kind, the place and the number of the row. */
    private long[] entries = {};

    private long[] sorted = {};
    private int rows;
    private int size;
    private int highest;
    private boolean mixed;
    private int enough = LEAST_ENTRIES;

    /** @param width numbers of a row */
    PendingRows(int width) {
        this.width = width;
        this.stride = width < NUMBERS_OF_A_LINE
                ? Integer.highestOneBit(2 * width - 1)
                : (width + NUMBERS_OF_A_LINE - 1) / NUMBERS_OF_A_LINE * NUMBERS_OF_A_LINE;
    }

    private static boolean isRoomy() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() >> 31 >= runtime.availableProcessors();
    }

    /** Takes rows of one kind. */
    interface Taker {
        void take(RowRuns runs);
    }

    /** Starts a row; where its numbers are to be put into {@link #numbers}. */
    int begin() {
        if (FIRST + (rows + 1) * stride > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(FIRST + (stride << 8), 2 * numbers.length));
        }
        return FIRST + rows++ * stride;
    }

    double[] numbers() {
        return numbers;
    }

    /** Adds the row that was begun last in a place. */
    void add(int place, boolean secondKind) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, Math.max(1 << 10, 2 * size));
        }
        entries[size++] = (secondKind ? SECOND_KIND : 0) | (long) place << Integer.SIZE | rows - 1;
        mixed |= secondKind;
        if (place > highest) {
            highest = place;
            enough = (int) Math.min(MOST_ENTRIES, Math.max(LEAST_ENTRIES, (long) ENTRIES_OF_A_PLACE * (highest + 1)));
        }
    }

    /** Whether it is time to take the rows. */
    boolean isEnough() {
        return size >= enough;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Hands over all rows and forgets them. */
    void drain(Taker taker) {
        sort();
        RowRuns runs = new RowRuns(width);
        int from = 0;
        while (from < size) {
            runs.begin(entries[from] < 0);
            from = fill(runs, from);
            runs.fetch(numbers);
            taker.take(runs);
        }
        rows = 0;
        size = 0;
        mixed = false;
    }

    /** Fills in rows from an entry on; the entry that comes next. */
    private int fill(RowRuns runs, int from) {
        int at = from;
        while (at < size && runs.takes((int) (entries[at] >>> Integer.SIZE) & Integer.MAX_VALUE, entries[at] < 0)) {
            runs.add(FIRST + (int) entries[at] * stride);
            at++;
        }
        return at;
    }

    /** Sorts the entries by kind and place, some bits at a time. */
    private void sort() {
        if (sorted.length < entries.length) {
            sorted = new long[entries.length];
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(highest | 1);
        int passes = (bits + RADIX_BITS - 1) / RADIX_BITS;
        int bitsOfPass = (bits + passes - 1) / passes;
        for (int pass = 0; pass < passes; pass++) {
            sort(Integer.SIZE + pass * bitsOfPass, (1 << bitsOfPass) - 1);
        }
        if (mixed) {
            sort(Long.SIZE - 1, 1);
        }
    }

    private void sort(int shift, int mask) {
        int[] starts = new int[mask + 2];
        for (int i = 0; i < size; i++) {
            starts[((int) (entries[i] >>> shift) & mask) + 1]++;
        }
        for (int i = 0; i <= mask; i++) {
            starts[i + 1] += starts[i];
        }
        for (int i = 0; i < size; i++) {
            long entry = entries[i];
            sorted[starts[(int) (entry >>> shift) & mask]++] = entry;
        }
        long[] before = entries;
        entries = sorted;
        sorted = before;
    }

    /** The memory held. */
    long bytes() {
        return Long.BYTES * ((long) numbers.length + entries.length + sorted.length);
    }
}
