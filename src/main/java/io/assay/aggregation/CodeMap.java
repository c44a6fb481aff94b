package io.assay.aggregation;

import java.util.Arrays;

/**
 * Numbers given to combinations of codes: those that stand at some positions of a row's codes.
 *
 * <p>While codes are few, a number is found in a table by the codes packed side by side; otherwise by hashing. Codes may
 * grow: the table is laid out anew, which is rare as each doubles its room.
 */
final class CodeMap {

    /** No number has been given. */
    static final int ABSENT = -1;

    /** A table of so many bits is always packed: 64 KiB. */
    private static final int SMALL_BITS = 14;

    /** A larger one is packed up to 4 MiB, and where enough of it is used. */
    private static final int PACKED_BITS = 20;

    private static final int SPARSE_BITS = 5;

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    /** So many codes are looked up without a loop. */
    private static final int UNROLLED = 4;

    private final int[] positions;
    private final int[] bits;

    /** Of each code how far apart two neighbours stand in a packed table; 0 beyond the codes that there are. */
    private final int[] strides;

    /** Of each code the bits that a packed table has no room for. */
    private final int[] beyond;

    private boolean packed = true;

    /** The first of each, at hand. */
    private final int position0;

    private final int position1;
    private final int position2;
    private final int position3;
    private int stride0;
    private int stride1;
    private int stride2;
    private int stride3;
    private int beyond0;
    private int beyond1;
    private int beyond2;
    private int beyond3;

    /** Packed: by codes the number; hashed: by hash the entry. */
    private int[] table = {ABSENT};

    /** Of each entry the codes, one after the other. */
    private int[] codes;

    private int[] numbers = new int[8];
    private int size;

    /** @param positions where a combination's codes stand */
    CodeMap(int[] positions) {
        this.positions = positions.clone();
        this.bits = new int[positions.length];
        this.codes = new int[8 * positions.length];
        int[] padded = Arrays.copyOf(positions, Math.max(positions.length, UNROLLED));
        this.strides = new int[padded.length];
        this.beyond = new int[padded.length];
        Arrays.fill(beyond, 0, positions.length, -1);
        this.position0 = padded[0];
        this.position1 = padded[1];
        this.position2 = padded[2];
        this.position3 = padded[3];
        setAtHand();
    }

    private void setAtHand() {
        stride0 = strides[0];
        stride1 = strides[1];
        stride2 = strides[2];
        stride3 = strides[3];
        beyond0 = beyond[0];
        beyond1 = beyond[1];
        beyond2 = beyond[2];
        beyond3 = beyond[3];
    }

    /** How many combinations have a number. */
    int size() {
        return size;
    }

    /** The number of a row's combination; {@link #ABSENT} if it has none. */
    int find(int[] row) {
        if (!packed) {
            int entry = table[place(row)];
            return entry == ABSENT ? ABSENT : numbers[entry];
        }
        int code0 = row[position0];
        int code1 = row[position1];
        int code2 = row[position2];
        int code3 = row[position3];
        int index = code0 * stride0 + code1 * stride1 + code2 * stride2 + code3 * stride3;
        int outside = (code0 & beyond0) | (code1 & beyond1) | (code2 & beyond2) | (code3 & beyond3);
        for (int i = UNROLLED; i < positions.length; i++) {
            int code = row[positions[i]];
            index += code * strides[i];
            outside |= code & beyond[i];
        }
        return outside == 0 ? table[index] : ABSENT;
    }

    /**
     * The same for many rows.
     *
     * @param columns by position, then row, the codes
     * @param into by row the number
     * @param outside as much room again
     */
    void find(int[][] columns, int rows, int[] into, int[] outside) {
        if (!packed) {
            int[] row = new int[columns.length];
            for (int i = 0; i < rows; i++) {
                for (int position : positions) {
                    row[position] = columns[position][i];
                }
                into[i] = find(row);
            }
            return;
        }
        Arrays.fill(into, 0, rows, 0);
        Arrays.fill(outside, 0, rows, 0);
        for (int p = 0; p < positions.length; p++) {
            int[] column = columns[positions[p]];
            int stride = strides[p];
            int beyondOne = beyond[p];
            for (int i = 0; i < rows; i++) {
                into[i] += column[i] * stride;
                outside[i] |= column[i] & beyondOne;
            }
        }
        int[] numbered = table;
        for (int i = 0; i < rows; i++) {
            into[i] = outside[i] == 0 ? numbered[into[i]] : ABSENT;
        }
    }

    /** Gives a number to a row's combination, which must have none. */
    void put(int[] row, int number) {
        int entry = size++;
        if (entry == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * entry);
            codes = Arrays.copyOf(codes, 2 * codes.length);
        }
        numbers[entry] = number;
        boolean fits = true;
        for (int i = 0; i < positions.length; i++) {
            int code = row[positions[i]];
            codes[entry * positions.length + i] = code;
            int needed = Integer.SIZE - Integer.numberOfLeadingZeros(code);
            if (needed > bits[i]) {
                bits[i] = needed;
                fits = false;
            }
        }
        if (packed ? !fits : 2 * size > table.length) {
            layOut();
        } else {
            enter(entry);
        }
    }

    private void layOut() {
        int all = 0;
        for (int i = 0; i < bits.length; i++) {
            strides[i] = 1 << Math.min(all, PACKED_BITS);
            beyond[i] = (int) (-1L << bits[i]);
            all += bits[i];
        }
        setAtHand();
        packed = all <= SMALL_BITS || (all <= PACKED_BITS && size >> (all - SPARSE_BITS) > 0);
        table = new int[packed ? 1 << all : Integer.highestOneBit(Math.max(size, 8)) << 2];
        Arrays.fill(table, ABSENT);
        for (int entry = 0; entry < size; entry++) {
            enter(entry);
        }
    }

    private void enter(int entry) {
        int from = entry * positions.length;
        if (packed) {
            int index = 0;
            for (int i = 0; i < positions.length; i++) {
                index += codes[from + i] * strides[i];
            }
            table[index] = numbers[entry];
            return;
        }
        long hash = 0;
        for (int i = 0; i < positions.length; i++) {
            hash = mixed(hash, codes[from + i]);
        }
        int at = start(hash);
        while (table[at] != ABSENT) {
            at = (at + 1) & (table.length - 1);
        }
        table[at] = entry;
    }

    /** Where a row's combination stands among the hashed, or would. */
    private int place(int[] row) {
        long hash = 0;
        for (int position : positions) {
            hash = mixed(hash, row[position]);
        }
        int at = start(hash);
        while (table[at] != ABSENT && !isEntry(table[at], row)) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }

    private boolean isEntry(int entry, int[] row) {
        int from = entry * positions.length;
        for (int i = 0; i < positions.length; i++) {
            if (codes[from + i] != row[positions[i]]) {
                return false;
            }
        }
        return true;
    }

    private static long mixed(long hash, int code) {
        long mixed = (hash ^ code) * GOLDEN;
        return mixed ^ mixed >>> 32;
    }

    private int start(long hash) {
        return (int) hash & (table.length - 1);
    }
}
