package io.assay.cost;

import java.io.DataOutput;
import java.io.IOException;

/**
 * The tally of one model version in one cell for one {@link MetricBasis}. Tallies of one basis add: the same rows give
 * the same tally, and the same bytes, in any order, partitioning and merge tree.
 */
public sealed interface MetricTally permits VectorTally, BucketTally, BinTally {

    /** Rows that entered. */
    long rows();

    /** Rows of which nothing could be said. */
    long unscored();

    /** The sum of the weights of the rows. */
    double weight();

    /** Independent units among them, with a positive weight. */
    long units();

    /** Kish's effective number of units; NaN without units. */
    double effectiveUnits();

    /** Counts a row of which nothing can be said. */
    void addUnscored();

    /** Adds another tally of the same basis. */
    void add(MetricTally other);

    /** Writes the tally in its only spelling. */
    void writeTo(DataOutput out) throws IOException;
}
