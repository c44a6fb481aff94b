package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts and exact sums of many places in records of longs, so that adding a row in a place is one loop over two arrays.
 * A sum is what the digits of {@link DigitColumns} say plus what has been set aside for the place; both are exact, so
 * neither the layout nor the order has an influence on it.
 *
 * <p>A place holds 8 bytes for each of its counts and digits and 8 more, and about 150 for each sum set aside.
 */
final class PlaceSums {

    /**
     * After a carry digits stay within ±2^55, the highest within ±2^60, and an addition changes none by more than 2^56;
     * so this many, and a merge of two such records, stay within a long.
     */
    private static final int ADDITIONS_BEFORE_CARRY = 64;

    /** As many additions as what may be left in a highest digit after a carry. */
    private static final int CARRIED = 16;

    private static final long HIGHEST = 1L << 60;
    private static final long HALF_DIGIT = 1L << (DigitColumns.BITS - 1);
    private static final int BYTES_OF_SIDE_SUM = 150;

    private final DigitColumns declared;
    private final DigitGrowth growth;
    private final DigitRow row;
    private final DigitRuns runs;
    private DigitColumns columns;
    private PlacePages pages;
    private final Map<Long, ExactSum> aside = new HashMap<>();
    /** The places of which something has been set aside. */
    private final BitSet placesAside = new BitSet();

    PlaceSums(DigitColumns columns) {
        this.declared = columns;
        this.columns = columns;
        this.growth = new DigitGrowth(columns.columns());
        this.row = new DigitRow(columns, growth);
        this.runs = new DigitRuns(columns);
        this.pages = new PlacePages(new long[columns.width()]);
    }

    /** The next row, empty. */
    DigitRow begin() {
        layGrown();
        row.begin();
        return row;
    }

    /** The next runs, empty; {@link #add(RowRuns)} adds them once everything has been put. */
    DigitRuns begin(RowRuns rows) {
        layGrown();
        growth.count(rows.rows());
        runs.begin(rows);
        return runs;
    }

    private void layGrown() {
        DigitColumns grown = growth.grown(columns);
        if (grown != columns) {
            lay(grown);
        }
    }

    /** Adds the row to a place. */
    void add(int place) {
        add(place, row.record(), 0);
        for (int i = 0; i < row.far(); i++) {
            row.addFar(i, aside(place, row.farColumn(i)));
        }
    }

    /** Adds the runs in their places; gives those that are not exact, which have to be added row by row. */
    BitSet add(RowRuns rows) {
        BitSet inexact = new BitSet();
        for (int run = 0; run < rows.runs(); run++) {
            if (runs.isExact(run)) {
                add(rows.place(run), runs.records(), runs.record(run));
            } else {
                inexact.set(run);
            }
        }
        return inexact;
    }

    private void add(int place, long[] added, int from) {
        long[] page = pages.page(place);
        int base = pages.base(place);
        if (page[base] + added[from] > ADDITIONS_BEFORE_CARRY) {
            carry(page, base, place);
        }
        int width = columns.width();
        for (int i = 0; i < width; i++) {
            page[base + i] += added[from + i];
        }
    }

    /** The largest number for which a column has digits. */
    double largest(int column) {
        return Math.scalb(DigitRow.LARGEST, columns.top(column));
    }

    /** The binary place of the lowest digit of a column. */
    int lowest(int column) {
        return columns.top(column) - DigitColumns.BITS * (columns.digits(column) - 1);
    }

    /** The layout as it is now. */
    DigitColumns columns() {
        return columns;
    }

    /** Tells that a row has a number that is too large for a column, or might be. */
    void isTooLarge(int column) {
        growth.isTooLarge(column);
    }

    private ExactSum aside(int place, int column) {
        placesAside.set(place);
        return aside.computeIfAbsent(key(place, column), key -> new ExactSum());
    }

    private long key(int place, int column) {
        return (long) place * columns.columns() + column;
    }

    private void carry(long[] page, int base, int place) {
        page[base] = 0;
        for (int column = 0; column < columns.columns(); column++) {
            int top = base + columns.start(column);
            long carry = 0;
            for (int i = top + columns.digits(column) - 1; i > top; i--) {
                long digit = page[i] + carry;
                carry = (digit + HALF_DIGIT) >> DigitColumns.BITS;
                page[i] = digit - (carry << DigitColumns.BITS);
            }
            page[top] += carry;
            if (Math.abs(page[top]) >= HIGHEST) {
                aside(place, column).addScaled(page[top], columns.top(column));
                page[top] = 0;
            }
        }
    }

    private void lay(DigitColumns newColumns) {
        PlacePages old = pages;
        DigitColumns oldColumns = columns;
        pages = new PlacePages(new long[newColumns.width()]);
        columns = newColumns;
        row.lay(newColumns);
        runs.lay(newColumns);
        for (int place = 0; place < old.places(); place++) {
            if (old.has(place)) {
                oldColumns.addTo(columns, pages.page(place), pages.base(place), old.page(place), old.base(place));
            }
        }
    }

    /** A count in a place. */
    long count(int place, int which) {
        return pages.has(place) ? pages.page(place)[pages.base(place) + 1 + which] : 0;
    }

    /** Adds a column's sum in a place to a sum. */
    void addTo(ExactSum sum, int place, int column) {
        if (!pages.has(place)) {
            return;
        }
        long[] page = pages.page(place);
        int start = pages.base(place) + columns.start(column);
        int from = 0;
        int to = columns.digits(column);
        while (from < to && page[start + from] == 0) {
            from++;
        }
        while (to > from && page[start + to - 1] == 0) {
            to--;
        }
        if (from < to) {
            sum.makeRoom(placeOf(column, to - 1), placeOf(column, from));
        }
        for (int i = from; i < to; i++) {
            sum.addScaled(page[start + i], placeOf(column, i));
        }
        if (placesAside.get(place)) {
            ExactSum far = aside.get(key(place, column));
            if (far != null) {
                sum.add(far);
            }
        }
    }

    /** The binary place that a digit of a column counts in. */
    private int placeOf(int column, int digit) {
        return columns.top(column) - DigitColumns.BITS * digit;
    }

    /** A column's sum in a place. */
    ExactSum sum(int place, int column) {
        ExactSum sum = new ExactSum();
        addTo(sum, place, column);
        return sum;
    }

    /** Takes a column's sum in a place away from a sum. */
    void subtractFrom(ExactSum sum, int place, int column) {
        if (pages.has(place)) {
            sum.subtract(sum(place, column));
        }
    }

    /** Carries in a place, for {@link #value} and {@link #putInto}. */
    void carry(int place) {
        carry(pages.page(place), pages.base(place), place);
    }

    /** A column's sum in a place, carried before, rounded once. */
    double value(int place, int column) {
        if (placesAside.get(place) && aside.containsKey(key(place, column))) {
            return sum(place, column).value();
        }
        int start = pages.base(place) + columns.start(column);
        return DigitColumns.rounded(pages.page(place), start, columns.digits(column), columns.top(column));
    }

    /** Puts a column's sum in a place, carried before, into a row with a column on the same grid. */
    void putInto(DigitRow target, int targetColumn, int place, int column) {
        boolean near = !placesAside.get(place) || !aside.containsKey(key(place, column));
        int start = pages.base(place) + columns.start(column);
        if (!near || !target.put(targetColumn, columns.top(column), pages.page(place), start, columns.digits(column))) {
            target.put(targetColumn, sum(place, column));
        }
    }

    /** Forgets what is in a place. */
    void clear(int place) {
        int base = pages.base(place);
        Arrays.fill(pages.page(place), base, base + columns.width(), 0);
        if (placesAside.get(place)) {
            for (int column = 0; column < columns.columns(); column++) {
                aside.remove(key(place, column));
            }
            placesAside.clear(place);
        }
    }

    /** Adds what another with the same columns has in a place. */
    void addPlace(int place, PlaceSums from, int fromPlace) {
        if (!from.pages.has(fromPlace)) {
            return;
        }
        addRecord(place, from.columns, from.pages.page(fromPlace), from.pages.base(fromPlace));
        if (from.placesAside.get(fromPlace)) {
            for (int column = 0; column < columns.columns(); column++) {
                ExactSum far = from.aside.get(from.key(fromPlace, column));
                if (far != null) {
                    aside(place, column).add(far);
                }
            }
        }
    }

    private void addRecord(int place, DigitColumns layout, long[] record, int recordBase) {
        boolean same = layout.isSameAs(columns);
        if (!same) {
            DigitColumns union = columns.union(layout);
            if (!union.isSameAs(columns)) {
                lay(union);
            }
        }
        long[] page = pages.page(place);
        int base = pages.base(place);
        if (page[base] + record[recordBase] > ADDITIONS_BEFORE_CARRY) {
            carry(page, base, place);
        }
        if (same) {
            for (int i = 0; i < columns.width(); i++) {
                page[base + i] += record[recordBase + i];
            }
        } else {
            layout.addTo(columns, page, base, record, recordBase);
        }
        page[base] += CARRIED;
        if (page[base] >= ADDITIONS_BEFORE_CARRY) {
            carry(page, base, place);
        }
    }

    /** Writes what is in a place, in few bytes. */
    void writeTo(DataOutput out, int place) throws IOException {
        if (!pages.has(place)) {
            out.writeByte(0);
            return;
        }
        out.writeByte(columns.isSameAs(declared) ? 1 : 2);
        if (!columns.isSameAs(declared)) {
            for (int i = 0; i < columns.columns(); i++) {
                out.writeByte((columns.top(i) - declared.top(i)) / DigitColumns.BITS);
                out.writeByte(columns.digits(i));
            }
        }
        PackedLongs.write(out, pages.page(place), pages.base(place), columns.width());
        for (int i = 0; i < columns.columns() && placesAside.get(place); i++) {
            ExactSum far = aside.get(key(place, i));
            if (far != null) {
                VariableLength.write(out, i + 1);
                far.writeTo(out);
            }
        }
        out.writeByte(0);
    }

    /** Adds what {@link #writeTo} wrote to a place. */
    void read(DataInput in, int place) throws IOException {
        int form = in.readByte();
        if (form == 0) {
            return;
        }
        DigitColumns layout = form == 1 ? declared : readColumns(in);
        long[] record = new long[layout.width()];
        PackedLongs.read(in, record, 0, layout.width());
        addRecord(place, layout, record, 0);
        for (long column = VariableLength.read(in); column != 0; column = VariableLength.read(in)) {
            aside(place, (int) column - 1).add(ExactSum.readFrom(in));
        }
    }

    private DigitColumns readColumns(DataInput in) throws IOException {
        int[] tops = new int[declared.columns()];
        int[] digits = new int[declared.columns()];
        for (int i = 0; i < tops.length; i++) {
            tops[i] = declared.top(i) + DigitColumns.BITS * in.readByte();
            digits[i] = in.readByte();
        }
        return new DigitColumns(declared.counts(), tops, digits);
    }

    /** The memory held. */
    long bytes() {
        return pages.bytes() + BYTES_OF_SIDE_SUM * (long) aside.size();
    }
}
