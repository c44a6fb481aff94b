package io.assay.cost;

import java.io.DataOutput;
import java.io.IOException;

/**
 * The tally of a candidate and a baseline on the same rows, in one cell for one {@link MetricBasis}: everything that a
 * paired comparison of its metrics is read from. Tallies of one basis add, in any order, to the same bytes.
 */
public sealed interface MetricPairTally permits VectorPairTally, BucketPairTally, BinPairTally {

    /** Pairs of rows compared, those of weight 0 included. */
    default long rows() {
        return pairRows().compared();
    }

    /** Independent units among them, with a positive weight. */
    long units();

    /** Units in which the two sides differ. */
    long differingUnits();

    /** Kish's effective number of units, by the baseline's weights; NaN without units. */
    double effectiveUnits();

    /** Pairs of which only the baseline says anything. */
    default long candidateUnscored() {
        return pairRows().candidateUnscored();
    }

    /** All pairs that were seen: compared or dropped. */
    default long pairsSeen() {
        return pairRows().seen();
    }

    /** Counts a pair of which not both sides say something. */
    default void addUnscored(boolean candidateSays, boolean baselineSays) {
        pairRows().addUnscored(candidateSays, baselineSays);
    }

    /** Counts a pair of rows of weight 0: compared, but no unit. */
    default void addRowWithoutWeight() {
        pairRows().addCompared(1);
    }

    /** Adds another tally of the same basis. */
    void add(MetricPairTally other);

    /** The pairs of rows by what could be said of them. */
    PairRows pairRows();

    /** Writes the tally in its only spelling. */
    void writeTo(DataOutput out) throws IOException;
}
