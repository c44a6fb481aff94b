package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The tally of a candidate and a baseline on the same rows for the basis of a {@link BucketMetric}. */
public final class BucketPairTally implements MetricPairTally {

    static final int CANDIDATE = 0;
    static final int BASELINE = 1;

    private final PairRows rows;
    private final UnitWeights units = new UnitWeights();
    private final BucketedRows bucketed;

    /** A tally of nothing. */
    public BucketPairTally(MetricBasis basis) {
        this(new PairRows(), new BucketedRows(basis, 2));
    }

    private BucketPairTally(PairRows rows, BucketedRows bucketed) {
        this.rows = rows;
        this.bucketed = bucketed;
    }

    /**
     * The same pairs, every bucket being a unit that counts by its rows, as {@link BucketTally#byBuckets} has them. A bucket
     * differs if the sides add up to something else in it. That all add up to the same does not make them identical: where
     * units differ, a bucket counts as one that does.
     */
    public BucketPairTally byBuckets() {
        if (bucketed.isFull()) {
            return this;
        }
        BucketPairTally tally = new BucketPairTally(rows, bucketed);
        for (long each : bucketed.weightedRows()) {
            tally.units.add((double) each);
        }
        long differing = units.differing() == 0 ? 0 : Math.max(1, bucketed.differing(CANDIDATE, BASELINE));
        for (long i = 0; i < differing; i++) {
            tally.units.addDiffering();
        }
        return tally;
    }

    /** How many buckets have pairs. */
    public int filledBuckets() {
        return bucketed.weightedRows().length;
    }

    /**
     * Adds a pair of rows with a positive weight.
     *
     * @param bucket the {@linkplain Buckets#of bucket} of its unit
     * @param candidate how the candidate's row is added to a tally of the basis
     * @param baseline the same of the baseline's
     */
    public void addRow(int bucket, double weight, Consumer<RowTally> candidate, Consumer<RowTally> baseline) {
        rows.addCompared(1);
        bucketed.add(bucket, weight, List.of(candidate, baseline));
    }

    /** Counts a unit in which both sides say the same, by the weight of its rows. */
    public void addEqualUnit(double weight) {
        units.add(weight);
    }

    /** Counts a unit in which they do not. */
    public void addDifferingUnit(double weight) {
        units.add(weight);
        units.addDiffering();
    }

    @Override
    public void add(MetricPairTally tally) {
        BucketPairTally other = (BucketPairTally) tally;
        rows.add(other.rows);
        units.add(other.units);
        bucketed.add(other.bucketed);
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

    BucketedRows bucketed() {
        return bucketed;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        rows.writeTo(out);
        units.writeTo(out);
        bucketed.writeTo(out);
    }

    static BucketPairTally readFrom(DataInput in, MetricBasis basis) throws IOException {
        BucketPairTally tally = new BucketPairTally(basis);
        tally.rows.read(in);
        tally.units.read(in);
        tally.bucketed.read(in);
        return tally;
    }
}
