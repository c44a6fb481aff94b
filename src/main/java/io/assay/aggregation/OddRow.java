package io.assay.aggregation;

import io.assay.input.Conformed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scored row has besides, if it is not simply a usable row of one version: most rows have none.
 *
 * @param status what became of it; null for a usable row
 * @param labelsOnly whether it is a row of the labels' side that no prediction matched
 * @param id the example's id as text
 * @param fates what became of each of the rows that it stands for; null where all share the status and there is no record
 */
record OddRow(@Nullable String status, boolean labelsOnly, String id, @Nullable List<Fate> fates) {

    /** What became of one row read, and the row as read if it was set aside. */
    record Fate(String status, @Nullable String record) {}

    /** The row as read, where it stands for one row alone and that was kept. */
    @Nullable
    String record() {
        return fates == null || fates.size() != 1 ? null : fates.get(0).record();
    }

    /** Whether it takes the place of its version in an example. */
    boolean hasPlace() {
        return Conformed.hasPlace(status);
    }
}
