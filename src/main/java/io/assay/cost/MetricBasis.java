package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What metrics are computed from. Metrics of one basis share one tally.
 *
 * @param kind what a row gives
 * @param size the bins of {@link Kind#RELIABILITY} and {@link Kind#SCORE_BINS}, the parts of {@link Kind#PARTS}; 0 otherwise
 * @param edges of the bins of {@link Kind#SCORE_BINS}; none otherwise
 */
public record MetricBasis(Kind kind, int size, ScoreEdges edges) implements Serializable {

    /** One without bins of scores. */
    MetricBasis(Kind kind, int size) {
        this(kind, size, ScoreEdges.NONE);
    }

    public static final MetricBasis DECISIONS = new MetricBasis(Kind.DECISIONS, 0);
    public static final MetricBasis MOMENTS = new MetricBasis(Kind.MOMENTS, 0);
    public static final MetricBasis CLASSES = new MetricBasis(Kind.CLASSES, 0);
    public static final MetricBasis DEVIANCES = new MetricBasis(Kind.DEVIANCES, 0);
    public static final MetricBasis LABEL_SETS = new MetricBasis(Kind.LABEL_SETS, 0);

    /** Probabilities of a positive class in bins of equal width. */
    public static MetricBasis reliability(int bins) {
        return new MetricBasis(Kind.RELIABILITY, bins);
    }

    /** Scores in bins, as many of them as were asked for, between edges. */
    public static MetricBasis scoreBins(int bins, ScoreEdges edges) {
        return new MetricBasis(Kind.SCORE_BINS, bins, edges);
    }

    /** The parts of a weighted sum of losses. */
    public static MetricBasis parts(int parts) {
        return new MetricBasis(Kind.PARTS, parts);
    }

    /** What a row gives. */
    public enum Kind {
        /** The ordinal of its {@link Outcome}; smooth functions of the weight of each. */
        DECISIONS(1, Outcome.values().length),
        /** Label and prediction, two numbers; smooth functions of their {@link Moment}s. */
        MOMENTS(2, Moment.values().length),
        /** The class of the label and the predicted one, two texts. */
        CLASSES(2, 0),
        /** A label that is 0 or 1 and the probability of 1. */
        RELIABILITY(2, 0),
        /** The labels that a row has and those predicted, two texts of 0 and 1. */
        LABEL_SETS(2, 0),
        /** The parts of a sum of losses, a number each; totals of the weight and of each part. */
        PARTS(0, 0),
        /** Label, deviance and the label's own term, three numbers; smooth functions of the {@link Deviance}s. */
        DEVIANCES(3, Deviance.values().length),
        /** A label that is 0 or 1 and a score. */
        SCORE_BINS(2, 0);

        private final int inputs;
        private final int columns;

        Kind(int inputs, int columns) {
            this.inputs = inputs;
            this.columns = columns;
        }
    }

    /** How many values a row gives. */
    public int inputs() {
        return isOfParts() ? size : kind.inputs;
    }

    /** Whether a row gives the parts of a weighted sum. */
    public boolean isOfParts() {
        return kind == Kind.PARTS;
    }

    /** What became of a decision. */
    public enum Outcome {
        TRUE_NEGATIVE,
        FALSE_POSITIVE,
        FALSE_NEGATIVE,
        TRUE_POSITIVE
    }

    /** The totals of {@link Kind#MOMENTS}, y being the label and p the prediction. */
    public enum Moment {
        WEIGHT,
        Y,
        P,
        YY,
        YP,
        PP
    }

    /** The totals of {@link Kind#DEVIANCES}: of the weight, then of what a row gives. */
    public enum Deviance {
        WEIGHT,
        LABEL,
        DEVIANCE,
        /** The part of a label's deviance from any constant that does not depend on the constant. */
        TERM
    }

    /** How many totals a version has; 0 unless metrics of this basis are smooth functions of totals. */
    int columns() {
        return isOfParts() ? size + 1 : kind.columns;
    }

    /** Whether metrics of this basis are smooth functions of totals; else they are read off rows by bucket. */
    public boolean isSmooth() {
        return columns() > 0;
    }

    /** Whether its totals are carried over run dates where units may come again: those of metrics, but not of parts. */
    public boolean isCarried() {
        return isSmooth() && !isOfParts();
    }

    /** Whether the totals are those of the weight and of each number that a row gives. */
    public boolean sumsInputs() {
        return isOfParts() || kind == Kind.DEVIANCES;
    }

    /** Whether a row is in exactly one column, with its weight. */
    public boolean oneOfSeveral() {
        return kind == Kind.DECISIONS;
    }

    /** Whether a row gives texts and not numbers. */
    public boolean hasTexts() {
        return kind == Kind.CLASSES || kind == Kind.LABEL_SETS;
    }

    /** Whether a row gives a score, which falls into a bin. */
    public boolean hasScores() {
        return kind == Kind.SCORE_BINS;
    }

    /** In words, which states are held against. */
    public String text() {
        return kind + " " + size + (hasScores() ? " in " + edges : "");
    }

    /** The columns whose sum is the weight of a unit. */
    int[] weightColumns() {
        return oneOfSeveral() ? IntStream.range(0, columns()).toArray() : new int[] {Moment.WEIGHT.ordinal()};
    }

    /** A tally of nothing. */
    public MetricTally tally() {
        return switch (kind) {
            case DECISIONS, MOMENTS, PARTS, DEVIANCES -> new VectorTally(this);
            case CLASSES, RELIABILITY, LABEL_SETS -> new BucketTally(this);
            case SCORE_BINS -> new BinTally(edges);
        };
    }

    /** A tally of no pairs. */
    public MetricPairTally pairTally() {
        if (hasScores()) {
            return new BinPairTally(edges);
        }
        return isSmooth() ? new VectorPairTally(this) : new BucketPairTally(this);
    }

    /** A tally of no rows in a bucket. */
    RowTally rowTally() {
        return switch (kind) {
            case CLASSES -> new ClassTally();
            case RELIABILITY -> new ReliabilityTally(size);
            case LABEL_SETS -> new LabelSetTally();
            case DECISIONS, MOMENTS, PARTS, DEVIANCES, SCORE_BINS ->
                throw new IllegalStateException("No buckets of rows are needed for " + this);
        };
    }

    /** Reads what {@link MetricTally#writeTo} wrote. */
    public MetricTally read(DataInput in) throws IOException {
        return switch (kind) {
            case DECISIONS, MOMENTS, PARTS, DEVIANCES -> VectorTally.readFrom(in, this);
            case CLASSES, RELIABILITY, LABEL_SETS -> BucketTally.readFrom(in, this);
            case SCORE_BINS -> BinTally.readFrom(in, this);
        };
    }

    /** Reads what {@link MetricPairTally#writeTo} wrote. */
    public MetricPairTally readPair(DataInput in) throws IOException {
        if (hasScores()) {
            return BinPairTally.readFrom(in, this);
        }
        return isSmooth() ? VectorPairTally.readFrom(in, this) : BucketPairTally.readFrom(in, this);
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(kind.ordinal());
        out.writeInt(size);
        if (hasScores()) {
            edges.writeTo(out);
        }
    }

    public static MetricBasis readFrom(DataInput in) throws IOException {
        MetricBasis basis = new MetricBasis(List.of(Kind.values()).get(in.readByte()), in.readInt());
        return basis.hasScores() ? scoreBins(basis.size(), ScoreEdges.readFrom(in)) : basis;
    }
}
