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
    private @Nullable ClusterDifferences clusters;

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
        double difference = candidateLoss - baselineLoss;
        candidate.add(candidateLoss);
        baseline.add(baselineLoss);
        differences.add(difference);
        if (bucket != NO_CLUSTER) {
            byCluster().add(bucket, difference);
        }
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
        ClusterDifferences theirs = other.clusters;
        if (theirs != null) {
            byCluster().add(theirs);
        }
    }

    /** About how many bytes of memory they take. */
    long bytes() {
        return candidate.bytes() + baseline.bytes() + differences.bytes() + (clusters == null ? 0 : clusters.bytes());
    }

    /** Writes them, or that there are none: 0, 1 without clusters, or 2. */
    static void write(DataOutput out, @Nullable PairHistograms histograms) throws IOException {
        ClusterDifferences byCluster = histograms == null ? null : histograms.clusters;
        out.writeByte(histograms == null ? 0 : byCluster == null ? 1 : 2);
        if (histograms != null) {
            histograms.candidate.writeTo(out);
            histograms.baseline.writeTo(out);
            histograms.differences.writeTo(out);
        }
        if (byCluster != null) {
            byCluster.writeTo(out);
        }
    }

    /** Reads what {@link #write} wrote; null where there are none. */
    static @Nullable PairHistograms read(DataInput in) throws IOException {
        int kind = in.readByte();
        if (kind < 0 || kind > 2) {
            throw new IOException("Cannot read histograms: no such kind, the state is damaged");
        }
        if (kind == 0) {
            return null;
        }
        PairHistograms histograms =
                new PairHistograms(LogHistogram.readFrom(in), LogHistogram.readFrom(in), LogHistogram.readFrom(in));
        histograms.clusters = kind == 2 ? ClusterDifferences.readFrom(in) : null;
        return histograms;
    }
}
