package io.assay.aggregation;

import io.assay.input.Columns;

/** Whether the rows of a version with one id are samples of an example, of which the losses are averaged. */
enum Sampling {
    /** An example has one row of a version; several are duplicates. */
    NONE,
    /** Every row is a sample. */
    UNNAMED,
    /** Samples have names of their own, and several rows of a version with one name are duplicates. */
    NAMED;

    static Sampling of(Columns columns) {
        if (columns.pairBy().isEmpty()) {
            return NONE;
        }
        return columns.sample().isEmpty() ? UNNAMED : NAMED;
    }
}
