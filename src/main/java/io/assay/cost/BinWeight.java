package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The weights of some rows, and their squares, as exact sums; rows of weight 1 are counted. */
final class BinWeight {

    private long ones;
    private @Nullable ExactSum others;
    private @Nullable ExactSum squares;

    /** Adds a row with a positive weight. */
    void add(double weight) {
        if (weight == 1) {
            ones++;
        } else {
            others = sum(others);
            squares = sum(squares);
            others.add(weight);
            squares.addProduct(weight, weight);
        }
    }

    private static ExactSum sum(@Nullable ExactSum known) {
        return known == null ? new ExactSum() : known;
    }

    void add(BinWeight other) {
        ones += other.ones;
        ExactSum theirs = other.others;
        ExactSum theirSquares = other.squares;
        if (theirs != null && theirSquares != null) {
            others = sum(others);
            squares = sum(squares);
            others.add(theirs);
            squares.add(theirSquares);
        }
    }

    /** Adds the weight to a sum. */
    void addTo(ExactSum sum) {
        sum.add((double) ones);
        if (others != null) {
            sum.add(others);
        }
    }

    /** Σ w, rounded once. */
    double weight() {
        return value(others);
    }

    /** Σ w², rounded once. */
    double squares() {
        return value(squares);
    }

    private double value(@Nullable ExactSum sum) {
        if (sum == null) {
            return (double) ones;
        }
        ExactSum all = sum.copy();
        all.add((double) ones);
        return all.value();
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, ones);
        out.writeBoolean(others != null);
        if (others != null && squares != null) {
            others.writeTo(out);
            squares.writeTo(out);
        }
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        ones += VariableLength.read(in);
        if (in.readBoolean()) {
            others = sum(others);
            squares = sum(squares);
            others.add(ExactSum.readFrom(in));
            squares.add(ExactSum.readFrom(in));
        }
    }
}
