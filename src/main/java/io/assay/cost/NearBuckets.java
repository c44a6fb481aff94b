package io.assay.cost;

import java.util.Arrays;

/**
 * Chooses the consecutive buckets in which most numbers fall from those that came last: at first after a few, and again
 * where many have been outside.
 */
final class NearBuckets {

    private static final int NOWHERE = Integer.MAX_VALUE / 2;
    private static final int SAMPLE = 64;
    private static final int BETWEEN_LOOKS = 1 << 12;

    private final int width;
    private final int[] sample = new int[SAMPLE];
    private int first = NOWHERE;
    private int seen;
    private int outside;
    private int nextLook = SAMPLE;

    NearBuckets(int width) {
        this.width = width;
    }

    /** The first of them. */
    int first() {
        return first;
    }

    /** How many they are. */
    int width() {
        return width;
    }

    /** Chooses as another has, in its middle if it has more, if none are chosen yet. */
    void follow(NearBuckets other) {
        if (first == NOWHERE && other.first != NOWHERE) {
            first = other.first + (other.width - width) / 2;
        }
    }

    /** Takes note of a number's bucket; tells whether others are now to be chosen. */
    boolean isToMove(int bucket) {
        sample[seen++ & (SAMPLE - 1)] = bucket;
        if (bucket < first || bucket >= first + width) {
            outside++;
        }
        if (seen < nextLook) {
            return false;
        }
        boolean many = outside > seen / 4;
        seen = 0;
        outside = 0;
        nextLook = BETWEEN_LOOKS;
        return many && best() != first;
    }

    /** Chooses them anew. */
    void move() {
        first = best();
    }

    private int best() {
        int[] sorted = sample.clone();
        Arrays.sort(sorted);
        int best = 0;
        int start = 0;
        for (int i = 0; i < SAMPLE; i++) {
            int end = i;
            while (end < SAMPLE && sorted[end] < sorted[i] + width) {
                end++;
            }
            if (end - i > best) {
                best = end - i;
                // The room that is left over goes to both sides.
                start = sorted[i] - (width - 1 - (sorted[end - 1] - sorted[i])) / 2;
            }
        }
        return start;
    }
}
