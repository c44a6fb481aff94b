package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How the losses of a candidate and a baseline on the same rows are distributed, and how their differences are: counts in
 * buckets, one for each pair of rows with a weight, whatever the weight. The same pairs give the same counts in any order,
 * partitioning and merge tree.
 */
public final class PairHistograms {

    private final LogHistogram candidate;
    private final LogHistogram baseline;
    private final LogHistogram differences;

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

    void add(double candidateLoss, double baselineLoss) {
        candidate.add(candidateLoss);
        baseline.add(baselineLoss);
        differences.add(candidateLoss - baselineLoss);
    }

    void add(PairHistograms other) {
        candidate.add(other.candidate);
        baseline.add(other.baseline);
        differences.add(other.differences);
    }

    /** About how many bytes of memory they take. */
    long bytes() {
        return candidate.bytes() + baseline.bytes() + differences.bytes();
    }

    void writeTo(DataOutput out) throws IOException {
        candidate.writeTo(out);
        baseline.writeTo(out);
        differences.writeTo(out);
    }

    static PairHistograms readFrom(DataInput in) throws IOException {
        return new PairHistograms(LogHistogram.readFrom(in), LogHistogram.readFrom(in), LogHistogram.readFrom(in));
    }
}
