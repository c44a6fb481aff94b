package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The tally of a candidate and a baseline on the same rows for a {@link BinnedArea}: rows by bin and label of either side, and for
 * what the sides have in common, either by both bins at once, or where rows hang together in clusters by the bucket of the
 * cluster.
 */
public final class BinPairTally implements MetricPairTally {

    static final int CANDIDATE = 0;
    static final int BASELINE = 1;

    private final PairRows rows = new PairRows();
    private final UnitWeights units = new UnitWeights();
    private final ClassUnits classes = new ClassUnits();
    private final ScoreBins candidate;
    private final ScoreBins baseline;
    private final BinTable both = new BinTable();
    private final BinTable buckets = new BinTable();

    /** A tally of nothing. */
    public BinPairTally(ScoreEdges edges) {
        this.candidate = new ScoreBins(edges);
        this.baseline = new ScoreBins(edges);
    }

    /** What one side says of a row. */
    public record Say(int label, double score) {}

    /** Adds a pair of rows with a positive weight; its unit is added by itself. */
    public void addRow(Say ours, Say theirs, double weight) {
        rows.addCompared(1);
        candidate.add(ours.label(), ours.score(), weight);
        baseline.add(theirs.label(), theirs.score(), weight);
    }

    /** Adds a pair, which {@link #addRow} has added, as a unit of its own. */
    public void addUnitRow(Say ours, Say theirs, double weight) {
        both.add(
                ours.label() << 1 | theirs.label(),
                candidate.edges().bin(ours.score()),
                baseline.edges().bin(theirs.score()),
                weight);
        addUnit(weight, labels(ours, theirs), !ours.equals(theirs));
    }

    /** 1 if one side has a label of 0, plus 2 if one has a label of 1. */
    public static int labels(Say ours, Say theirs) {
        return 1 << ours.label() | 1 << theirs.label();
    }

    /**
     * Adds a pair, which {@link #addRow} has added, to the bucket of its cluster.
     *
     * @param bucket the {@linkplain Buckets#of bucket} of its unit
     */
    public void addToBucket(int bucket, Say ours, Say theirs, double weight) {
        addToBucket(bucket, CANDIDATE, ours, weight);
        addToBucket(bucket, BASELINE, theirs, weight);
    }

    private void addToBucket(int bucket, int side, Say say, double weight) {
        buckets.add(
                BinTally.prefix(bucket, say.label(), side), candidate.edges().bin(say.score()), 0, weight);
    }

    /**
     * Counts a unit by the weight of its rows.
     *
     * @param labels 1 if it has a row whose label is 0, plus 2 if it has one whose label is 1
     * @param differ whether the sides say something else of one of its rows
     */
    public void addUnit(double weight, int labels, boolean differ) {
        units.add(weight);
        classes.add(labels, weight);
        if (differ) {
            units.addDiffering();
        }
    }

    @Override
    public void add(MetricPairTally tally) {
        BinPairTally other = (BinPairTally) tally;
        rows.add(other.rows);
        units.add(other.units);
        classes.add(other.classes);
        candidate.add(other.candidate);
        baseline.add(other.baseline);
        both.add(other.both);
        buckets.add(other.buckets);
    }

    @Override
    public PairRows pairRows() {
        return rows;
    }

    @Override
    public long units() {
        return units.units();
    }

    @Override
    public long differingUnits() {
        return units.differing();
    }

    @Override
    public double effectiveUnits() {
        return units.effective();
    }

    ScoreBins bins(int side) {
        return side == CANDIDATE ? candidate : baseline;
    }

    ClassUnits classes() {
        return classes;
    }

    /** By the labels and bins of both sides; empty where rows hang together in clusters. */
    BinTable both() {
        return both;
    }

    /** By bucket, label and side; empty where each pair is a unit. */
    BinTable buckets() {
        return buckets;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        rows.writeTo(out);
        units.writeTo(out);
        classes.writeTo(out);
        candidate.writeTo(out);
        baseline.writeTo(out);
        both.writeTo(out);
        buckets.writeTo(out);
    }

    static BinPairTally readFrom(DataInput in, MetricBasis basis) throws IOException {
        BinPairTally tally = new BinPairTally(basis.edges());
        tally.rows.read(in);
        tally.units.read(in);
        tally.classes.read(in);
        tally.candidate.read(in);
        tally.baseline.read(in);
        tally.both.read(in);
        tally.buckets.read(in);
        return tally;
    }
}
