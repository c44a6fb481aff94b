package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.cost.Interval;
import io.assay.cost.LogHistogram;
import io.assay.cost.PairHistograms;
import io.assay.cost.SummedHistogram;

/** What is taken for the middle of the differences of rows: their median, or their mean without those at either end. */
interface Middle {

    /** That of versions which are compared by the differences of their rows. */
    static Middle of(Aggregate aggregate) {
        return Double.isNaN(aggregate.trim()) ? new MedianMiddle() : new TrimmedMiddle(aggregate.trim());
    }

    /** That of a version's losses, within the error of their buckets. */
    double of(LogHistogram losses);

    /** That of the differences of all pairs. */
    double ofDifferences(PairHistograms pairs);

    /** What is known of that of a version's losses; NaN if nothing is. */
    double standardError(LogHistogram losses, double alpha);

    /** Between what that of differences certainly lies; they are at least one. */
    Interval bounds(SummedHistogram differences);

    /** What independent pairs say of it; {@link Evidence.None} if they say nothing. */
    Evidence evidence(PairHistograms pairs, double alpha);

    /** Whether it can be judged by signs alone. */
    boolean isMedian();

    /** What several of them are called. */
    String plural();
}
