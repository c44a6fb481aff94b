package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the losses of a candidate and a baseline on the same rows are distributed, and how their differences are: counts in
 * buckets, one for each pair of rows with a weight, whatever the weight. The same pairs give the same counts in any order,
 * partitioning and merge tree.
 */
public final class PairHistograms {

    private final LogHistogram candidate;
    private final LogHistogram baseline;
    private final LogHistogram differences;
    private @Nullable DifferencesByBucket sums;

    /** What stands before them where they are written. */
    private static final int NONE = 0;

    private static final int COUNTS = 1;
    private static final int COUNTS_AND_SUMS = 2;

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

    /** Adds a pair's difference to the sums of a bucket too. */
    void addSums(int bucket, double candidateLoss, double baselineLoss) {
        ownSums().add(bucket, difference(candidateLoss, baselineLoss));
    }

    private DifferencesByBucket ownSums() {
        DifferencesByBucket own = sums;
        if (own == null) {
            own = new DifferencesByBucket();
            sums = own;
        }
        return own;
    }

    void add(double candidateLoss, double baselineLoss) {
        candidate.add(candidateLoss);
        baseline.add(baselineLoss);
        differences.add(difference(candidateLoss, baselineLoss));
    }

    /** Rounded once, and finite: losses of opposite sign may be farther apart than a double can say. */
    private static double difference(double candidateLoss, double baselineLoss) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, candidateLoss - baselineLoss));
    }

    void add(PairHistograms other) {
        candidate.add(other.candidate);
        baseline.add(other.baseline);
        differences.add(other.differences);
        other.sums().ifPresent(theirs -> ownSums().add(theirs));
    }

    /** About how many bytes of memory they take. */
    long bytes() {
        return candidate.bytes()
                + baseline.bytes()
                + differences.bytes()
                + sums().map(DifferencesByBucket::bytes).orElse(0L);
    }

    /** Writes histograms, or that there are none. */
    static void write(DataOutput out, @Nullable PairHistograms histograms) throws IOException {
        if (histograms == null) {
            out.writeByte(NONE);
            return;
        }
        DifferencesByBucket sums = histograms.sums;
        out.writeByte(sums == null ? COUNTS : COUNTS_AND_SUMS);
        histograms.candidate.writeTo(out);
        histograms.baseline.writeTo(out);
        histograms.differences.writeTo(out);
        if (sums != null) {
            sums.writeTo(out);
        }
    }

    /** Reads what {@link #write} wrote; null where there are none. */
    static @Nullable PairHistograms read(DataInput in) throws IOException {
        int kind = in.readByte();
        if (kind == NONE) {
            return null;
        }
        if (kind != COUNTS && kind != COUNTS_AND_SUMS) {
            throw new IOException("Cannot read histograms: no such kind, the state is damaged");
        }
        PairHistograms read =
                new PairHistograms(LogHistogram.readFrom(in), LogHistogram.readFrom(in), LogHistogram.readFrom(in));
        if (kind == COUNTS_AND_SUMS) {
            read.sums = DifferencesByBucket.readFrom(in);
        }
        return read;
    }
}
