package io.assay.loss;

/** The shape of a loss as a function of its prediction. */
public enum Convexity {
    /** The loss of a mean of two predictions is at most the mean of their losses. */
    CONVEX,
    /** The loss of a prediction between two others is at most the larger of theirs: one valley, perhaps with plateaus. */
    QUASI_CONVEX,
    /** Neither is claimed. */
    NONE
}
