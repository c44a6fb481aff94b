package io.assay.cost;

import io.assay.cost.MetricBasis.Moment;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the rows of one unit, such as a user, add to a {@link MetricBasis}: exact sums in all of its columns. A unit must
 * not be split between two of these.
 */
public final class UnitVector {

    private static final int NONE = -1;

    private final ExactSum[] sums;
    private long rows;
    private int plainOutcome = NONE;

    /** A unit without rows. */
    public UnitVector(MetricBasis basis) {
        this.sums = new ExactSum[basis.columns()];
        Arrays.setAll(sums, i -> new ExactSum());
    }

    /** Adds a row of {@link MetricBasis#DECISIONS}. A weight of 0 leaves it out. */
    public void addOutcome(int outcome, double weight) {
        Weight.check(weight);
        if (weight > 0) {
            rows++;
            sums[outcome].add(weight);
            plainOutcome = rows == 1 && weight == 1 ? outcome : NONE;
        }
    }

    /** Adds a row of {@link MetricBasis#MOMENTS}; both numbers must be finite. A weight of 0 leaves it out. */
    public void addPoint(double label, double prediction, double weight) {
        Weight.check(weight);
        if (weight > 0) {
            rows++;
            at(Moment.WEIGHT).add(weight);
            at(Moment.Y).addProduct(weight, label);
            at(Moment.P).addProduct(weight, prediction);
            at(Moment.YY).addProduct(label, label, weight);
            at(Moment.YP).addProduct(label, prediction, weight);
            at(Moment.PP).addProduct(prediction, prediction, weight);
        }
    }

    /** Adds a row of {@link MetricBasis#parts} or {@link MetricBasis#DEVIANCES}, finite numbers. A weight of 0 leaves it out. */
    public void addParts(double weight, double... parts) {
        Weight.check(weight);
        if (weight > 0) {
            rows++;
            sums[0].add(weight);
            for (int i = 0; i < parts.length; i++) {
                sums[i + 1].addProduct(weight, parts[i]);
            }
        }
    }

    /** Adds the rows of another, which are of the same unit. */
    void add(UnitVector other) {
        plainOutcome = rows == 0 ? other.plainOutcome : other.rows == 0 ? plainOutcome : NONE;
        rows += other.rows;
        for (int i = 0; i < sums.length; i++) {
            sums[i].add(other.sums[i]);
        }
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, rows);
        out.writeByte(plainOutcome);
        for (ExactSum sum : sums) {
            sum.writeTo(out);
        }
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        long read = VariableLength.read(in);
        int outcome = in.readByte();
        if (outcome < NONE || outcome >= sums.length) {
            throw new IOException("Cannot read the sums of a bucket: no such outcome, the state is damaged");
        }
        plainOutcome = rows == 0 ? outcome : read == 0 ? plainOutcome : NONE;
        rows += read;
        for (ExactSum sum : sums) {
            sum.add(ExactSum.readFrom(in));
        }
    }

    private ExactSum at(Moment moment) {
        return sums[moment.ordinal()];
    }

    /** Rows with a positive weight. */
    public long rows() {
        return rows;
    }

    /** Whether this is one row of weight 1 with an outcome, which is counted by it and not summed. */
    boolean isPlain() {
        return plainOutcome != NONE;
    }

    /** The outcome of the one row of weight 1. */
    int plainOutcome() {
        return plainOutcome;
    }

    ExactSum[] sums() {
        return sums;
    }
}
