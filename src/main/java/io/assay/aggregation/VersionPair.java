package io.assay.aggregation;

import java.util.Comparator;

/** A candidate and the baseline it is compared with. */
public record VersionPair(String baseline, String candidate) implements Comparable<VersionPair> {

    @Override
    public int compareTo(VersionPair other) {
        return Comparator.comparing(VersionPair::baseline)
                .thenComparing(VersionPair::candidate)
                .compare(this, other);
    }
}
