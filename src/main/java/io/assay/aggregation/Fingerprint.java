package io.assay.aggregation;

import java.io.Serializable;

/**
 * The 128 bits that stand for an id.
 *
 * @param high the more significant half
 * @param low the other one
 */
record Fingerprint(long high, long low) implements Serializable, Comparable<Fingerprint> {

    @Override
    public int compareTo(Fingerprint other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }
}
