package io.assay.aggregation;

import java.io.Serializable;

/** A candidate and the baseline it is compared with. */
public record VersionPair(String baseline, String candidate) implements Comparable<VersionPair>, Serializable {

    @Override
    public int compareTo(VersionPair other) {
        int byBaseline = baseline.compareTo(other.baseline);
        return byBaseline == 0 ? candidate.compareTo(other.candidate) : byBaseline;
    }
}
