package io.assay.loss;

import static io.assay.loss.Domain.POSITIVE;

/**
 * The logarithm of the ratio of prediction and label, signed; the exponential of its mean is the geometric bias.
 *
 * It has no direction and cannot be gated: {@link AbsoluteLogRatioError} can.
 */
public final class LogRatioError implements Loss {

    private static final Definition DEFINITION = Definition.of("log_ratio_error", Family.REGRESSION)
            .summary(
                    "The logarithm of prediction over label, signed; the exponential of its mean is the geometric bias,"
                            + " above 1 for too much.")
            .formula("log(p/y)")
            .label(POSITIVE)
            .prediction(POSITIVE)
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .direction(Direction.NONE)
            .zeroAtEquality()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .aggregate("exponential")
            .shorthand("geometric_bias", "exponential")
            .outliers("Ratios count by their logarithm, and twice too much cancels half.")
            .choose("It matters whether positive labels are missed upwards or downwards by a factor on the whole.")
            .reference("Closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!POSITIVE.contains(label) || !POSITIVE.contains(prediction)) {
            return Double.NaN;
        }
        return of(label, prediction);
    }

    /** log(prediction/label) for positive numbers, with all its digits where they are close. */
    static double of(double label, double prediction) {
        double error = prediction - label;
        if (Math.abs(error) < label / 2) {
            return 0.0 + StrictMath.log1p(error / label);
        }
        double ratio = prediction / label;
        boolean exact = ratio >= Double.MIN_NORMAL && ratio < Double.POSITIVE_INFINITY;
        return exact ? StrictMath.log(ratio) : StrictMath.log(prediction) - StrictMath.log(label);
    }
}
