package io.assay.aggregation;

import java.util.Arrays;

/**
 * One column of 64-bit numbers of a block that is written, in the form that takes the fewest bytes a row: the distance from
 * the least number, the place in a dictionary of the block, or a float where that says the same.
 */
final class NumberColumn {

    /** The number is the base plus what stands in the row; nothing stands there where all are equal. */
    static final int DISTANCE = 0;

    /** What stands in the row is the place in the block's dictionary. */
    static final int DICTIONARY = 1;

    /** The bits of a float stand in the row, of the same value as the double of the number's bits. */
    static final int FLOAT = 2;

    /** Rows after which a dictionary is given up if most numbers were new. */
    private static final int TRIAL = 512;

    /** The numbers; after {@link #choose} what stands in the rows. */
    final long[] values;

    private final int[] places;
    private final long[] distinct;
    private final int[] table;
    private int form;
    private int width;
    private long base;
    private int entries;

    NumberColumn(int rows) {
        this.values = new long[rows];
        this.places = new int[rows];
        this.distinct = new long[rows];
        this.table = new int[Integer.highestOneBit(Math.max(rows, 2) - 1) << 2];
    }

    /** Bytes that stand in a row. */
    int width() {
        return width;
    }

    /** Finds the form for the first rows' numbers. */
    void choose(int rows) {
        long least = values[0];
        long most = values[0];
        for (int i = 1; i < rows; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        form = DISTANCE;
        base = least;
        width = bytes(most - least);
        int floatWidth = width > Float.BYTES && areFloats(rows) ? Float.BYTES : width;
        if (width > 1 && findDictionary(rows, floatWidth)) {
            form = DICTIONARY;
            width = bytes(entries - 1);
            for (int i = 0; i < rows; i++) {
                values[i] = places[i];
            }
        } else if (floatWidth < width) {
            form = FLOAT;
            width = Float.BYTES;
            for (int i = 0; i < rows; i++) {
                int bits = Float.floatToRawIntBits((float) Double.longBitsToDouble(values[i]));
                values[i] = Integer.toUnsignedLong(bits);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                values[i] -= base;
            }
        }
    }

    /** Bytes of an unsigned number without its leading zeros. */
    private static int bytes(long number) {
        return (Long.SIZE - Long.numberOfLeadingZeros(number) + Byte.SIZE - 1) / Byte.SIZE;
    }

    private boolean areFloats(int rows) {
        for (int i = 0; i < rows; i++) {
            double value = Double.longBitsToDouble(values[i]);
            // The payload of a NaN is not safe in a conversion.
            if (Double.isNaN(value) || Double.doubleToRawLongBits((float) value) != values[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a dictionary takes fewer bytes than so many in each row; it is then found. */
    private boolean findDictionary(int rows, int otherWidth) {
        Arrays.fill(table, 0);
        int most = (otherWidth - 1) * rows / Long.BYTES;
        int size = 0;
        for (int i = 0; i < rows; i++) {
            long value = values[i];
            int slot = (int) (value * 0x9E37_79B9_7F4A_7C15L >>> 33) & table.length - 1;
            while (table[slot] != 0 && distinct[table[slot] - 1] != value) {
                slot = slot + 1 & table.length - 1;
            }
            if (table[slot] == 0) {
                if (size == most || size > TRIAL - TRIAL / 4 && size == i) {
                    return false;
                }
                distinct[size++] = value;
                table[slot] = size;
            }
            places[i] = table[slot] - 1;
            if (i == TRIAL && size > TRIAL - TRIAL / 4) {
                return false;
            }
        }
        entries = size;
        return (long) size * Long.BYTES + (long) rows * bytes(size - 1) < (long) rows * otherWidth;
    }

    /** Writes all but the rows. */
    void describe(BlockBytes out) {
        out.putByte(form);
        out.putByte(width);
        if (form == DISTANCE) {
            out.putLong(base);
        } else if (form == DICTIONARY) {
            out.putCount(entries);
            for (int i = 0; i < entries; i++) {
                out.putLong(distinct[i]);
            }
        }
    }

    /** Writes what stands in the rows, into bytes that are 0 so far. */
    void write(byte[] out, int first, int stride, int rows) {
        int place = first;
        for (int i = 0; i < rows; i++) {
            BlockBytes.mix(out, place, values[i]);
            place += stride;
        }
    }
}
