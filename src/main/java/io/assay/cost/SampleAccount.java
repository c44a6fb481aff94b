package io.assay.cost;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rows evaluated were averaged to, where they are samples of examples.
 *
 * @param by the columns that name an example
 * @param examples with a usable sample of any version
 * @param versions in the order of their names
 */
public record SampleAccount(List<String> by, long examples, List<OfVersion> versions) {

    /** Every row was an example of its own. */
    public static final SampleAccount NONE = new SampleAccount(List.of(), 0, List.of());

    public SampleAccount {
        by = List.copyOf(by);
        versions = List.copyOf(versions);
    }

    /** Whether no samples were averaged. */
    public boolean isEmpty() {
        return by.isEmpty();
    }

    /**
     * What one version has.
     *
     * @param examples with a usable sample
     * @param samples usable ones, which were averaged
     * @param differingPlaces examples whose samples lie in several partitions or slices
     * @param differingWeights examples whose samples have several weights
     * @param differingLabels examples whose samples were given several labels
     * @param leftOut by loss, samples without it of examples that have it from other samples
     */
    public record OfVersion(
            String version,
            long examples,
            long samples,
            long differingPlaces,
            long differingWeights,
            long differingLabels,
            SortedMap<String, Long> leftOut) {

        public OfVersion {
            leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
        }

        /** Samples of an example, on average; NaN without examples. */
        public double samplesOfAnExample() {
            return (double) samples / examples;
        }
    }
}
