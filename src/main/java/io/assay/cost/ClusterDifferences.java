package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How differences are distributed in each of the {@link Buckets} of clusters, from which the spread of the share that lies
 * beyond a limit is seen. All rows of a cluster are in one bucket, on this run date and on any other, so buckets of independent
 * clusters are independent. Counts are integers: the same rows give the same counts, and the same bytes, in any order,
 * partitioning, merge tree, and division into run dates.
 */
public final class ClusterDifferences {

    private final @Nullable LogHistogram[] buckets = new LogHistogram[Buckets.MOST];

    /** Of no pair. */
    ClusterDifferences() {}

    /** Counts a difference of a pair of rows in the bucket of their cluster. */
    void add(int bucket, double difference) {
        of(bucket).add(difference);
    }

    private LogHistogram of(int bucket) {
        LogHistogram known = buckets[bucket];
        if (known == null) {
            known = new LogHistogram();
            buckets[bucket] = known;
        }
        return known;
    }

    void add(ClusterDifferences other) {
        for (int i = 0; i < buckets.length; i++) {
            LogHistogram theirs = other.buckets[i];
            if (theirs != null) {
                of(i).add(theirs);
            }
        }
    }

    /** Those of the buckets that have any, in the order of the buckets. */
    LogHistogram[] filled() {
        return Arrays.stream(buckets).filter(each -> each != null).toArray(LogHistogram[]::new);
    }

    /** How many pairs of rows were counted. */
    public long total() {
        return Arrays.stream(filled()).mapToLong(LogHistogram::total).sum();
    }

    /** How many buckets have a difference that is not 0: at least as many clusters differ. */
    public long differingBuckets() {
        return Arrays.stream(filled())
                .filter(each -> each.counted(0) < each.total())
                .count();
    }

    /** Those certainly above a limit against all others; see {@link LogHistogram#above}. */
    public Signs above(double limit) {
        return signs(each -> each.above(limit));
    }

    /** Those certainly below a limit against all others. */
    public Signs below(double limit) {
        return signs(each -> each.below(limit));
    }

    private interface Beyond {
        long count(LogHistogram bucket);
    }

    private Signs signs(Beyond beyond) {
        LogHistogram[] filled = filled();
        long[] totals = new long[filled.length];
        long[] counts = new long[filled.length];
        for (int i = 0; i < filled.length; i++) {
            totals[i] = filled[i].total();
            counts[i] = beyond.count(filled[i]);
        }
        return Signs.of(totals, counts);
    }

    /**
     * The greatest edge of which it is refuted, as of all below it, that half of all differences or more lie below; −∞ where none is.
     *
     * @param refuted whether the differences from an edge on are too many against those below it for their median to be below it
     */
    public double lowerBound(Predicate<Signs> refuted) {
        return edges().lowerBound(ways -> refuted.test(ways.get(0)));
    }

    /** The same from above: the least edge that the median is not above; ∞ where there is none. */
    public double upperBound(Predicate<Signs> refuted) {
        return edges().upperBound(ways -> refuted.test(ways.get(0)));
    }

    private DifferenceEdges edges() {
        return new DifferenceEdges(Collections.singletonList(filled()));
    }

    /** About how many bytes of memory they take. */
    long bytes() {
        return (long) Long.BYTES * buckets.length
                + Arrays.stream(filled()).mapToLong(LogHistogram::bytes).sum();
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeByte(filled().length);
        for (int i = 0; i < buckets.length; i++) {
            LogHistogram each = buckets[i];
            if (each != null) {
                out.writeByte(i);
                each.writeTo(out);
            }
        }
    }

    static ClusterDifferences readFrom(DataInput in) throws IOException {
        ClusterDifferences differences = new ClusterDifferences();
        for (int n = in.readUnsignedByte(); n > 0; n--) {
            int bucket = in.readUnsignedByte();
            if (bucket >= Buckets.MOST) {
                throw new IOException("Cannot read bucket " + bucket + ": there are " + Buckets.MOST);
            }
            differences.of(bucket).add(LogHistogram.readFrom(in));
        }
        return differences;
    }
}
