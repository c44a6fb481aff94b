package io.assay.loss;

/** Lengths and angles of vectors, in units of their largest element, so that no square overflows or vanishes. */
final class Vectors {

    private Vectors() {}

    /** The largest size of an element; 0 for none. */
    static double largest(Doubles vector) {
        double largest = 0;
        for (int i = 0; i < vector.size(); i++) {
            largest = Math.max(largest, Math.abs(vector.at(i)));
        }
        return largest;
    }

    /** The length in units of {@code unit}. */
    static double length(Doubles vector, double unit) {
        double sum = 0;
        for (int i = 0; i < vector.size(); i++) {
            double element = vector.at(i) / unit;
            sum += element * element;
        }
        return Math.sqrt(sum);
    }

    /** The length. */
    static double length(Doubles vector) {
        double largest = largest(vector);
        return largest == 0 || Double.isInfinite(largest) ? largest : largest * length(vector, largest);
    }

    /** {@code prediction} − {@code label}. */
    static Doubles difference(Doubles label, Doubles prediction) {
        double[] difference = new double[label.size()];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = prediction.at(i) - label.at(i);
        }
        return Doubles.of(difference);
    }

    /** The length of the difference. */
    static double distance(Doubles one, Doubles other) {
        return length(difference(one, other));
    }

    /** 1 less the cosine of the angle, from 0 to 2; 1 where one of them is 0. */
    static double cosineDistance(Doubles one, Doubles other) {
        double largestOfOne = largest(one);
        double largestOfOther = largest(other);
        if (largestOfOne == 0 || largestOfOther == 0) {
            return 1;
        }
        double lengthOfOne = length(one, largestOfOne);
        double lengthOfOther = length(other, largestOfOther);
        double dot = 0;
        double squaredChord = 0;
        for (int i = 0; i < one.size(); i++) {
            double x = one.at(i) / largestOfOne / lengthOfOne;
            double y = other.at(i) / largestOfOther / lengthOfOther;
            dot += x * y;
            squaredChord += (x - y) * (x - y);
        }
        // The chord keeps its digits where the angle is small and 1 − cosine would not.
        return dot > 0.5 ? squaredChord / 2 : Math.min(1 - dot, 2);
    }
}
