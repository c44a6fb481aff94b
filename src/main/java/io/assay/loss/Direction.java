package io.assay.loss;

/** Which way is better. Harm follows it: for a loss more is harm, for a score less is. */
public enum Direction {
    /** Lower is better, as for every loss that measures an error. */
    LOWER,
    /** Higher is better, as for accuracy. */
    HIGHER,
    /** Neither, as for a signed bias or an interval's width; cannot be gated. */
    NONE;

    /** The name as tables spell it: {@code lower}, {@code higher}, {@code none}. */
    public String text() {
        return switch (this) {
            case LOWER -> "lower";
            case HIGHER -> "higher";
            case NONE -> "none";
        };
    }
}
