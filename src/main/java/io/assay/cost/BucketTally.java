package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The tally of a {@link BucketMetric}'s basis. There is a row side, by the bucket of each row's unit, and a unit side, which
 * counts independent units.
 */
public final class BucketTally implements MetricTally {

    private final RowWeights rows;
    private final UnitWeights units = new UnitWeights();
    private final BucketedRows bucketed;

    /** A tally of nothing. */
    public BucketTally(MetricBasis basis) {
        this(new RowWeights(), new BucketedRows(basis, 1));
    }

    private BucketTally(RowWeights rows, BucketedRows bucketed) {
        this.rows = rows;
        this.bucketed = bucketed;
    }

    /**
     * The same rows, every bucket with a weight being a unit that counts by its rows: buckets are the same over all run dates,
     * on which units may come again. It is to be read, and not to be added to.
     */
    public BucketTally byBuckets() {
        if (bucketed.isFull()) {
            return this;
        }
        BucketTally tally = new BucketTally(rows, bucketed);
        for (long each : bucketed.weightedRows()) {
            tally.units.add((double) each);
        }
        return tally;
    }

    /** How many buckets have rows with a weight. */
    public int filledBuckets() {
        return bucketed.weightedRows().length;
    }

    /**
     * Adds a row, whatever its weight is.
     *
     * @param bucket the {@linkplain Buckets#of bucket} of its unit
     * @param adding how it is added to a tally of the basis
     */
    public void addRow(int bucket, double weight, Consumer<RowTally> adding) {
        rows.add(weight);
        bucketed.add(bucket, weight, List.of(adding));
    }

    /** Counts a unit by the weight of its rows. */
    public void addUnit(double weight) {
        units.add(weight);
    }

    @Override
    public void addUnscored() {
        rows.addUnscored();
    }

    @Override
    public void add(MetricTally tally) {
        BucketTally other = (BucketTally) tally;
        rows.add(other.rows);
        units.add(other.units);
        bucketed.add(other.bucketed);
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

    /** Whether there was more to tell apart than it holds, so that nothing can be read. */
    public boolean isFull() {
        return bucketed.isFull();
    }

    /** All rows together. */
    public RowTally whole() {
        return bucketed.whole(0);
    }

    Map<String, Jackknife> read(RowReading reading) {
        return bucketed.read(0, reading);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        rows.writeTo(out);
        units.writeTo(out);
        bucketed.writeTo(out);
    }

    static BucketTally readFrom(DataInput in, MetricBasis basis) throws IOException {
        BucketTally tally = new BucketTally(basis);
        tally.rows.read(in);
        tally.units.read(in);
        tally.bucketed.read(in);
        return tally;
    }
}
