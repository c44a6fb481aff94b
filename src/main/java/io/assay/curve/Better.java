package io.assay.curve;

/** Which values of a metric are better: the lower ones, as of a loss, or the higher ones, as of an accuracy. */
public enum Better {
    LOWER,
    HIGHER;

    /** The value turned so that lower is better: itself, or its negative. */
    public double loss(double value) {
        return this == LOWER ? value : -value;
    }

    /** Whether {@code value} is better than {@code other}, by however little. */
    public boolean isBetter(double value, double other) {
        return loss(value) < loss(other);
    }
}
