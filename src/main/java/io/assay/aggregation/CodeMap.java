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

    private final int[] positions;
    private final int[] bits;
    private final int[] shifts;
    private boolean packed = true;

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
        this.shifts = new int[positions.length];
        this.codes = new int[8 * positions.length];
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
        int index = 0;
        int beyond = 0;
        for (int i = 0; i < positions.length; i++) {
            int code = row[positions[i]];
            index |= code << shifts[i];
            beyond |= code >>> bits[i];
        }
        return beyond == 0 ? table[index] : ABSENT;
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
            shifts[i] = Math.min(all, PACKED_BITS);
            all += bits[i];
        }
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
                index |= codes[from + i] << shifts[i];
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
