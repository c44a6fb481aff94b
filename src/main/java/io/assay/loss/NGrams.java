package io.assay.loss;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The runs of one length in two sequences of numbered units, and how many they share. Runs are numbered themselves,
 * from those that are one unit shorter, so that memory is that of the sequences whatever the length.
 */
final class NGrams {

    private final int[] one;
    private final int[] other;
    private final int[] runsOfOne;
    private final int[] runsOfOther;
    private final int length;

    private NGrams(int[] one, int[] other, int[] runsOfOne, int[] runsOfOther, int length) {
        this.one = one;
        this.other = other;
        this.runsOfOne = runsOfOne;
        this.runsOfOther = runsOfOther;
        this.length = length;
    }

    /** Runs of one unit. */
    static NGrams of(int[] one, int[] other) {
        return new NGrams(one, other, one, other, 1).numbered(i -> one[i], i -> other[i], one.length, other.length, 1);
    }

    /** Runs of one unit more. */
    NGrams longer() {
        return numbered(
                i -> key(runsOfOne[i], one[i + length]),
                i -> key(runsOfOther[i], other[i + length]),
                Math.max(0, runsOfOne.length - 1),
                Math.max(0, runsOfOther.length - 1),
                length + 1);
    }

    private static long key(int run, int unit) {
        return ((long) run << Integer.SIZE) | (unit & 0xffffffffL);
    }

    /** Equal keys as equal numbers from 0. */
    private NGrams numbered(IntToLongFunction keyOfOne, IntToLongFunction keyOfOther, int size, int otherSize, int of) {
        long[] keys = IntStream.range(0, size).mapToLong(keyOfOne).toArray();
        long[] otherKeys = IntStream.range(0, otherSize).mapToLong(keyOfOther).toArray();
        long[] sorted = LongStream.concat(Arrays.stream(keys), Arrays.stream(otherKeys))
                .sorted()
                .distinct()
                .toArray();
        return new NGrams(one, other, numbers(keys, sorted), numbers(otherKeys, sorted), of);
    }

    private static int[] numbers(long[] keys, long[] sorted) {
        return Arrays.stream(keys)
                .mapToInt(key -> Arrays.binarySearch(sorted, key))
                .toArray();
    }

    /** How many runs the first sequence has. */
    int ofOne() {
        return runsOfOne.length;
    }

    /** How many runs the second sequence has. */
    int ofOther() {
        return runsOfOther.length;
    }

    /** How many runs both have, each as often as the one that has it less often. */
    int common() {
        int[] left = new int[runsOfOne.length + runsOfOther.length];
        for (int run : runsOfOne) {
            left[run]++;
        }
        int common = 0;
        for (int run : runsOfOther) {
            if (left[run] > 0) {
                left[run]--;
                common++;
            }
        }
        return common;
    }
}
