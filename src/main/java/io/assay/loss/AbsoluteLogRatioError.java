package io.assay.loss;

import static io.assay.loss.Domain.POSITIVE;

/** The size of {@link LogRatioError}; the exponential of its mean is the typical factor of an error. */
public final class AbsoluteLogRatioError implements Loss {

    private static final Definition DEFINITION = Definition.of("absolute_log_ratio_error", Family.REGRESSION)
            .summary(
                    "By how many factors of e a prediction is off, either way; the exponential of its mean is the typical fold error.")
            .formula("|log(p/y)|")
            .label(POSITIVE)
            .prediction(POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .aggregate("exponential")
            .shorthand("typical_fold_error", "exponential")
            .outliers("Ratios count by their logarithm, so a wrong order of magnitude counts as one.")
            .choose("Labels are positive, and twice too much is as bad as half.")
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
        return Math.abs(LogRatioError.of(label, prediction));
    }
}
