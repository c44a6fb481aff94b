package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The tally of one version for a {@link BinnedArea}: rows by the bin of their score and their label, and where rows hang together
 * in clusters, besides, by the bucket of the cluster.
 */
public final class BinTally implements MetricTally {

    private final RowWeights rows = new RowWeights();
    private final UnitWeights units = new UnitWeights();
    private final ClassUnits classes = new ClassUnits();
    private final ScoreBins bins;
    private final BinTable buckets = new BinTable();

    /** A tally of nothing. */
    public BinTally(ScoreEdges edges) {
        this.bins = new ScoreBins(edges);
    }

    /** Adds a row, whatever its weight is; its unit is added by itself. */
    public void addRow(int label, double score, double weight) {
        rows.add(weight);
        if (weight > 0) {
            bins.add(label, score, weight);
        }
    }

    /**
     * Adds a row, which {@link #addRow} has added, to the bucket of its cluster.
     *
     * @param bucket the {@linkplain Buckets#of bucket} of its unit
     */
    public void addToBucket(int bucket, int label, double score, double weight) {
        if (weight > 0) {
            buckets.add(prefix(bucket, label, 0), bins.edges().bin(score), 0, weight);
        }
    }

    /** A bucket, a label and a side, 0 or 1, in one number. */
    static int prefix(int bucket, int label, int side) {
        return (bucket << 1 | label) << 1 | side;
    }

    /**
     * Counts a unit by the weight of its rows.
     *
     * @param labels 1 if it has a row whose label is 0, plus 2 if it has one whose label is 1
     */
    public void addUnit(double weight, int labels) {
        units.add(weight);
        classes.add(labels, weight);
    }

    @Override
    public void addUnscored() {
        rows.addUnscored();
    }

    @Override
    public void add(MetricTally tally) {
        BinTally other = (BinTally) tally;
        rows.add(other.rows);
        units.add(other.units);
        classes.add(other.classes);
        bins.add(other.bins);
        buckets.add(other.buckets);
    }

    @Override
    public long rows() {
        return rows.rows();
    }

    @Override
    public long unscored() {
        return rows.unscored();
    }

    @Override
    public double weight() {
        return rows.weight();
    }

    @Override
    public long units() {
        return units.units();
    }

    @Override
    public double effectiveUnits() {
        return units.effective();
    }

    ScoreBins bins() {
        return bins;
    }

    ClassUnits classes() {
        return classes;
    }

    /** By bucket and label; empty where each row is a unit. */
    BinTable buckets() {
        return buckets;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        rows.writeTo(out);
        units.writeTo(out);
        classes.writeTo(out);
        bins.writeTo(out);
        buckets.writeTo(out);
    }

    static BinTally readFrom(DataInput in, MetricBasis basis) throws IOException {
        BinTally tally = new BinTally(basis.edges());
        tally.rows.read(in);
        tally.units.read(in);
        tally.classes.read(in);
        tally.bins.read(in);
        tally.buckets.read(in);
        return tally;
    }
}
