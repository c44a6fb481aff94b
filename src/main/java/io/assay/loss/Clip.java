package io.assay.loss;

/** Keeps a probability {@code eps} away from 0 and 1, so that its logarithm is finite. */
final class Clip {

    /** The machine's precision, as scikit-learn has it; a cross-entropy is at most 36.04 then. */
    static final double DEFAULT = 0x1p-52;

    /** {@code eps} leaves room between both ends. */
    static final Relation RELATION = Relation.below("eps", 0.5);

    private Clip() {}

    /** Whether one can clip by {@code eps}. */
    static boolean isEps(double eps) {
        return eps >= 0 && eps < 0.5;
    }

    /** {@code probability} in [eps, 1 − eps]. */
    static double clip(double probability, double eps) {
        return Math.min(Math.max(probability, eps), 1 - eps);
    }
}
