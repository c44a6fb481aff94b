package io.assay.loss;

import java.util.Arrays;

/** A Java array seen as {@link Doubles}; a value, equal by its elements. */
final class DoublesOfArray implements Doubles {

    private final double[] values;

    DoublesOfArray(double[] values) {
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public double at(int index) {
        return values[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DoublesOfArray that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
