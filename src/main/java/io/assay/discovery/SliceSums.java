package io.assay.discovery;

import io.assay.cost.Bytes;
import io.assay.cost.ExactSum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a slice's score is read from: the weights of its pairs, their harm e = max(d, 0) times the weights, and the largest
 * harm of one. Sums are exact, so that the same pairs give the same score however they are distributed, and ties stay ties.
 */
public final class SliceSums {

    private long pairs;
    private long plain;
    private final ExactSum weights;
    private final ExactSum errors;
    private double greatest;

    /** Sums of no pairs. */
    public SliceSums() {
        this(new ExactSum(), new ExactSum());
    }

    private SliceSums(ExactSum weights, ExactSum errors) {
        this.weights = weights;
        this.errors = errors;
    }

    /**
     * Adds a pair; with weight 0 it is left out.
     *
     * @param error its harm, finite and not negative
     * @param weight finite and not negative
     */
    public void add(double error, double weight) {
        if (weight == 0) {
            return;
        }
        pairs++;
        if (weight == 1) {
            plain++;
            errors.add(error);
        } else {
            weights.add(weight);
            errors.addProduct(weight, error);
        }
        greatest = Math.max(greatest, error);
    }

    /** Adds further pairs and gives these sums back. */
    public SliceSums add(SliceSums other) {
        pairs += other.pairs;
        plain += other.plain;
        weights.add(other.weights);
        errors.add(other.errors);
        greatest = Math.max(greatest, other.greatest);
        return this;
    }

    /** How many pairs have a weight. */
    public long pairs() {
        return pairs;
    }

    /** Σw. */
    public double size() {
        ExactSum size = weights.copy();
        size.add((double) plain);
        return size.value();
    }

    /** Σw·e. */
    public double error() {
        return errors.value();
    }

    /** The largest e; 0 without pairs. */
    public double greatest() {
        return greatest;
    }

    /** The sums in their only spelling. */
    public byte[] toBytes() {
        return Bytes.of(this::write);
    }

    /** Reads what {@link #toBytes} gave. */
    public static SliceSums fromBytes(byte[] bytes) {
        return Bytes.read(bytes, SliceSums::read);
    }

    private void write(DataOutput out) throws IOException {
        out.writeLong(pairs);
        out.writeLong(plain);
        out.writeDouble(greatest);
        weights.writeTo(out);
        errors.writeTo(out);
    }

    private static SliceSums read(DataInput in) throws IOException {
        long pairs = in.readLong();
        long plain = in.readLong();
        double greatest = in.readDouble();
        ExactSum weights = ExactSum.readFrom(in);
        SliceSums sums = new SliceSums(weights, ExactSum.readFrom(in));
        sums.pairs = pairs;
        sums.plain = plain;
        sums.greatest = greatest;
        return sums;
    }
}
