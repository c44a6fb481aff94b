package io.assay.cost;

import org.jspecify.annotations.Nullable;

/**
 * The mean of numbers that are samples of one value: their exact sum, rounded once, divided by how many they are, and
 * never less than the least or more than the greatest of them. So it does not depend on their order, equal numbers have that
 * number as their mean, to the bit, and a mean of numbers within bounds lies within them.
 *
 * <p>Only finite numbers can be added. Not safe for use by several threads at once.
 */
public final class SampleMean {

    private long count;
    private double least;
    private double greatest;
    private @Nullable ExactSum sum;

    /** A mean of nothing. */
    public SampleMean() {}

    /** Adds a finite number. */
    public void add(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("Cannot average " + number + ": only finite numbers have a mean");
        }
        if (count == 0) {
            least = number;
            greatest = number;
        } else {
            ExactSum all = sum;
            if (all == null) {
                // There is one number so far, which is both the least and the greatest.
                all = new ExactSum();
                all.add(least);
                sum = all;
            }
            all.add(number);
            least = Math.min(least, number);
            greatest = Math.max(greatest, number);
        }
        count++;
    }

    /** How many numbers there are. */
    public long count() {
        return count;
    }

    /** Whether two of the numbers differ; zero has no sign. */
    public boolean isMixed() {
        return count > 0 && least != greatest;
    }

    /** The mean; NaN without numbers. */
    public double value() {
        ExactSum all = sum;
        if (count == 0) {
            return Double.NaN;
        }
        return all == null ? least : Math.min(greatest, Math.max(least, all.value() / count));
    }

    /** Forgets all numbers. */
    public void clear() {
        count = 0;
        sum = null;
    }
}
