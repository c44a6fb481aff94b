package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many rows there were, with what weight, and how many of which nothing could be said. */
final class RowWeights {

    private long rows;
    private long unscored;
    private long rowsOfWeightOne;
    private final ExactSum otherWeights = new ExactSum();

    void add(double weight) {
        Weight.check(weight);
        rows++;
        if (weight == 1) {
            rowsOfWeightOne++;
        } else {
            otherWeights.add(weight);
        }
    }

    void addUnscored() {
        unscored++;
    }

    void add(RowWeights other) {
        rows += other.rows;
        unscored += other.unscored;
        rowsOfWeightOne += other.rowsOfWeightOne;
        otherWeights.add(other.otherWeights);
    }

    /** Takes away what was added. */
    void subtract(RowWeights other) {
        rows -= other.rows;
        unscored -= other.unscored;
        rowsOfWeightOne -= other.rowsOfWeightOne;
        otherWeights.subtract(other.otherWeights);
    }

    long rows() {
        return rows;
    }

    long unscored() {
        return unscored;
    }

    /** The sum of the weights, rounded once. */
    double weight() {
        ExactSum weight = otherWeights.copy();
        weight.add((double) rowsOfWeightOne);
        return weight.value();
    }

    /** The sum of the weights. */
    Dyadic exactWeight() {
        Dyadic ones = Dyadic.of(rowsOfWeightOne);
        return rowsOfWeightOne == rows ? ones : otherWeights.dyadic().plus(ones);
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, rows);
        VariableLength.write(out, unscored);
        VariableLength.write(out, rowsOfWeightOne);
        otherWeights.writeTo(out);
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        rows += VariableLength.read(in);
        unscored += VariableLength.read(in);
        rowsOfWeightOne += VariableLength.read(in);
        otherWeights.add(ExactSum.readFrom(in));
    }
}
