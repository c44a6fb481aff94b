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

    private final RowWeights rows = new RowWeights();
    private final UnitWeights units = new UnitWeights();
    private final BucketedRows bucketed;

    /** A tally of nothing. */
    public BucketTally(MetricBasis basis) {
        this.bucketed = new BucketedRows(basis, 1);
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
