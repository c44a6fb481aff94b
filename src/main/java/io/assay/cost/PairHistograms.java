package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the losses of a candidate and a baseline on the same rows are distributed, and how their differences are: counts in
 * buckets, one for each pair of rows with a weight, whatever the weight. The same pairs give the same counts in any order,
 * partitioning and merge tree. Where rows belong to clusters, differences are counted by clusters too.
 */
public final class PairHistograms {

    /** In place of a bucket where rows are independent, or it is not needed. */
    static final int NO_CLUSTER = -1;

    private final LogHistogram candidate;
    private final LogHistogram baseline;
    private final LogHistogram differences;
    private @Nullable DifferencesByBucket sums;
    private @Nullable ClusterDifferences clusters;

    /** What stands before them where they are written: nothing, or counts, and what there is besides. */
    private static final int NONE = 0;

    private static final int COUNTS = 1;
    private static final int SUMS = 2;
    private static final int CLUSTERS = 4;

    /** Of no pair. */
    PairHistograms() {
        this(new LogHistogram(), new LogHistogram(), new LogHistogram());
    }

    private PairHistograms(LogHistogram candidate, LogHistogram baseline, LogHistogram differences) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.differences = differences;
    }

    /** Of the candidate's losses. */
    public LogHistogram candidate() {
        return candidate;
    }

    /** Of the baseline's losses. */
    public LogHistogram baseline() {
        return baseline;
    }

    /** Of candidate − baseline of each pair, rounded once. */
    public LogHistogram differences() {
        return differences;
    }

    /** The differences with their sums, by the bucket of the unit, where the comparison asks for them. */
    public Optional<DifferencesByBucket> sums() {
        return Optional.ofNullable(sums);
    }

    /** The differences by clusters; empty where rows belong to none, or not all differences are known by cluster. */
    public Optional<ClusterDifferences> clusters() {
        return Optional.ofNullable(clusters).filter(known -> known.total() == differences.total());
    }

    /** The variance, by clusters, of the share of differences that lies above their median; empty without clusters. */
    public Optional<Double> shareVariance() {
        return clusters().filter(known -> known.total() > 0).map(known -> known.above(differences.quantile(0.5))
                .variance());
    }

    /**
     * Adds a pair of rows.
     *
     * @param bucket of their cluster, or {@link #NO_CLUSTER}
     */
    void add(double candidateLoss, double baselineLoss, int bucket) {
        double difference = difference(candidateLoss, baselineLoss);
        candidate.add(candidateLoss);
        baseline.add(baselineLoss);
        differences.add(difference);
        if (bucket != NO_CLUSTER) {
            byCluster().add(bucket, difference);
        }
    }

    /** Adds a pair's difference to the sums of a bucket too. */
    void addSums(int bucket, double candidateLoss, double baselineLoss) {
        ownSums().add(bucket, difference(candidateLoss, baselineLoss));
    }

    /** Rounded once, and finite: losses of opposite sign may be farther apart than a double can say. */
    private static double difference(double candidateLoss, double baselineLoss) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, candidateLoss - baselineLoss));
    }

    private DifferencesByBucket ownSums() {
        DifferencesByBucket own = sums;
        if (own == null) {
            own = new DifferencesByBucket();
            sums = own;
        }
        return own;
    }

    private ClusterDifferences byCluster() {
        ClusterDifferences known = clusters;
        if (known == null) {
            known = new ClusterDifferences();
            clusters = known;
        }
        return known;
    }

    void add(PairHistograms other) {
        candidate.add(other.candidate);
        baseline.add(other.baseline);
        differences.add(other.differences);
        other.sums().ifPresent(theirs -> ownSums().add(theirs));
        ClusterDifferences theirs = other.clusters;
        if (theirs != null) {
            byCluster().add(theirs);
        }
    }

    /** About how many bytes of memory they take. */
    long bytes() {
        return candidate.bytes()
                + baseline.bytes()
                + differences.bytes()
                + sums().map(DifferencesByBucket::bytes).orElse(0L)
                + (clusters == null ? 0 : clusters.bytes());
    }

    /** Writes histograms, or that there are none. */
    static void write(DataOutput out, @Nullable PairHistograms histograms) throws IOException {
        if (histograms == null) {
            out.writeByte(NONE);
            return;
        }
        DifferencesByBucket sums = histograms.sums;
        ClusterDifferences clusters = histograms.clusters;
        out.writeByte(COUNTS | (sums == null ? 0 : SUMS) | (clusters == null ? 0 : CLUSTERS));
        histograms.candidate.writeTo(out);
        histograms.baseline.writeTo(out);
        histograms.differences.writeTo(out);
        if (sums != null) {
            sums.writeTo(out);
        }
        if (clusters != null) {
            clusters.writeTo(out);
        }
    }

    /** Reads what {@link #write} wrote; null where there are none. */
    static @Nullable PairHistograms read(DataInput in) throws IOException {
        int kind = in.readByte();
        if (kind == NONE) {
            return null;
        }
        if ((kind & COUNTS) == 0 || (kind & ~(COUNTS | SUMS | CLUSTERS)) != 0) {
            throw new IOException("Cannot read histograms: no such kind, the state is damaged");
        }
        PairHistograms read =
                new PairHistograms(LogHistogram.readFrom(in), LogHistogram.readFrom(in), LogHistogram.readFrom(in));
        read.sums = (kind & SUMS) == 0 ? null : DifferencesByBucket.readFrom(in);
        read.clusters = (kind & CLUSTERS) == 0 ? null : ClusterDifferences.readFrom(in);
        return read;
    }
}
