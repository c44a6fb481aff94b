package io.assay.loss;

/** A read-only array of doubles, as a loss sees one: class probabilities, quantiles, a mask, a box. */
public interface Doubles {

    /** The number of elements, 0 or more. */
    int size();

    /** The element at {@code index}, from 0. */
    double at(int index);

    /** A view of {@code values}, not a copy; equal to another such view of the same numbers. */
    static Doubles of(double... values) {
        return new DoublesOfArray(values);
    }
}
