package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many independent units with a positive weight have rows whose label is 0, and how many such whose label is 1. */
final class ClassUnits {

    /** The mask of a unit with a negative row. */
    private static final int NEGATIVE = 1;

    private long negatives;
    private long positives;

    /**
     * Adds a unit.
     *
     * @param labels 1 if it has a row whose label is 0, plus 2 if it has one whose label is 1
     */
    void add(int labels, double weight) {
        if (weight > 0) {
            negatives += labels & NEGATIVE;
            positives += labels >> 1;
        }
    }

    void add(ClassUnits other) {
        negatives += other.negatives;
        positives += other.positives;
    }

    long negatives() {
        return negatives;
    }

    long positives() {
        return positives;
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, negatives);
        VariableLength.write(out, positives);
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        negatives += VariableLength.read(in);
        positives += VariableLength.read(in);
    }
}
