package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Weighted counts of right and wrong decisions, from which accuracy, precision, recall and F1 are read. Exact, so the
 * same under any order and merge.
 */
public final class ConfusionTally {

    /** What became of one row. The ordinals are part of the serialised form. */
    public enum Outcome {
        TRUE_NEGATIVE,
        FALSE_POSITIVE,
        FALSE_NEGATIVE,
        TRUE_POSITIVE,
        /** A wrong class where there is no positive one. */
        WRONG,
        /** The right class where there is no positive one. */
        RIGHT
    }

    private static final Outcome[] OUTCOMES = Outcome.values();

    private final ExactSum[] weights = new ExactSum[OUTCOMES.length];
    private final long[] counts = new long[OUTCOMES.length];
    private long unscored;

    public ConfusionTally() {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = new ExactSum();
        }
    }

    /** Adds a row. */
    public void add(Outcome outcome, double weight) {
        weights[outcome.ordinal()].add(weight);
        counts[outcome.ordinal()]++;
    }

    /** Adds a row of which nothing can be said. */
    public void addUnscored() {
        unscored++;
    }

    /** Adds another tally. */
    public void add(ConfusionTally other) {
        for (int i = 0; i < weights.length; i++) {
            weights[i].add(other.weights[i]);
            counts[i] += other.counts[i];
        }
        unscored += other.unscored;
    }

    public long rows() {
        long rows = 0;
        for (long count : counts) {
            rows += count;
        }
        return rows;
    }

    public long unscored() {
        return unscored;
    }

    /** Rows decided wrongly. */
    public long errors() {
        return counts[Outcome.FALSE_POSITIVE.ordinal()]
                + counts[Outcome.FALSE_NEGATIVE.ordinal()]
                + counts[Outcome.WRONG.ordinal()];
    }

    /** The sum of the weights. */
    public double weight() {
        return sum(OUTCOMES);
    }

    /** The share of weight decided rightly; NaN without weight. */
    public double accuracy() {
        return sum(Outcome.TRUE_POSITIVE, Outcome.TRUE_NEGATIVE, Outcome.RIGHT) / weight();
    }

    /** TP / (TP + FP); NaN without a positive prediction. */
    public double precision() {
        return sum(Outcome.TRUE_POSITIVE) / sum(Outcome.TRUE_POSITIVE, Outcome.FALSE_POSITIVE);
    }

    /** TP / (TP + FN); NaN without a positive label. */
    public double recall() {
        return sum(Outcome.TRUE_POSITIVE) / sum(Outcome.TRUE_POSITIVE, Outcome.FALSE_NEGATIVE);
    }

    /** 2 TP / (2 TP + FP + FN); NaN without a positive label or prediction. */
    public double f1() {
        double twice = 2 * sum(Outcome.TRUE_POSITIVE);
        return twice
                / sum(Outcome.TRUE_POSITIVE, Outcome.TRUE_POSITIVE, Outcome.FALSE_POSITIVE, Outcome.FALSE_NEGATIVE);
    }

    /** A sum rounded once, so that it does not depend on the order. */
    private double sum(Outcome... outcomes) {
        ExactSum sum = new ExactSum();
        for (Outcome outcome : outcomes) {
            sum.add(weights[outcome.ordinal()]);
        }
        return sum.value();
    }

    public void writeTo(DataOutput out) throws IOException {
        for (int i = 0; i < weights.length; i++) {
            weights[i].writeTo(out);
            out.writeLong(counts[i]);
        }
        out.writeLong(unscored);
    }

    public static ConfusionTally readFrom(DataInput in) throws IOException {
        ConfusionTally tally = new ConfusionTally();
        for (int i = 0; i < tally.weights.length; i++) {
            tally.weights[i].add(ExactSum.readFrom(in));
            tally.counts[i] = in.readLong();
        }
        tally.unscored = in.readLong();
        return tally;
    }
}
