package io.assay.loss;

/**
 * What the robust losses share: an error whose size is judged against a constant c, and about e²/2 for errors that are
 * small against it.
 */
final class TuningConstant {

    /** Below this ratio of error and c, 1 and 1 + ratio² are one double, so that a loss is e²/2. */
    static final double NEGLIGIBLE = 1e-8;

    private TuningConstant() {}

    /** |p − y|; NaN where one of the three is outside of its domain. */
    static double size(double label, double prediction, double c) {
        return Domain.FINITE.contains(label) && Domain.FINITE.contains(prediction) && Domain.POSITIVE.contains(c)
                ? Math.abs(prediction - label)
                : Double.NaN;
    }

    /** log(1 + (size/c)²), where the square of the ratio, or even the ratio, overflows too. */
    static double log1pSquare(double size, double c) {
        double ratio = size / c;
        return ratio < 1 / NEGLIGIBLE
                ? StrictMath.log1p(ratio * ratio)
                : 2 * (StrictMath.log(size) - StrictMath.log(c));
    }
}
