package io.assay.discovery;

import java.io.Serializable;
import java.util.Comparator;

/**
 * That a feature has a value; both by their numbers.
 *
 * @param feature from 0
 * @param value from 0, in the order of the feature's values
 */
public record Condition(int feature, int value) implements Comparable<Condition>, Serializable {

    private static final Comparator<Condition> ORDER =
            Comparator.comparingInt(Condition::feature).thenComparingInt(Condition::value);

    /** Orders by feature, then by value. */
    @Override
    public int compareTo(Condition other) {
        return ORDER.compare(this, other);
    }
}
