package io.assay.aggregation;

import java.util.Arrays;

/** Numbers the codes of one column that a block uses, in the order of their coming. */
final class LocalCodes {

    /** A value that is not there, which is not the code of any text. */
    static final int ABSENT = -1;

    /** By code + 1: its number + 1; 0 for one not used. */
    private int[] numbers = new int[64];

    private int[] used = new int[64];
    private int size;

    /** The number of a code or of {@link #ABSENT}. */
    int number(int code) {
        int place = code + 1;
        if (place >= numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(place + 1, 2 * numbers.length));
        }
        int number = numbers[place];
        if (number == 0) {
            if (size == used.length) {
                used = Arrays.copyOf(used, 2 * size);
            }
            used[size++] = code;
            number = size;
            numbers[place] = number;
        }
        return number - 1;
    }

    /** How many codes are used. */
    int size() {
        return size;
    }

    /** The code of a number. */
    int code(int number) {
        return used[number];
    }

    /** Makes it ready for the next block. */
    void clear() {
        for (int i = 0; i < size; i++) {
            numbers[used[i] + 1] = 0;
        }
        size = 0;
    }
}
