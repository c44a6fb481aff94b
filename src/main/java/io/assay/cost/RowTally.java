package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What rows add up to whichever unit they are of, for a {@link MetricBasis} whose metrics are no smooth functions of a
 * few totals. Sums are exact: rows that were added can be taken away, as if they had never been there.
 */
public sealed interface RowTally permits ClassTally, LabelSetTally, ReliabilityTally {

    /** How many sums it holds, by which its size is limited. More rows never hold fewer. */
    int entries();

    /** Adds another tally of the same basis. */
    void add(RowTally other);

    /** Takes away a tally that was added. */
    void subtract(RowTally other);

    /** Writes the tally in its only spelling. */
    void writeTo(DataOutput out) throws IOException;

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException;
}
