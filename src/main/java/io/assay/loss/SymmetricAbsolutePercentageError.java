package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The error as a fraction of the mean size of label and prediction; its mean is the sMAPE, from 0 to 2. */
public final class SymmetricAbsolutePercentageError implements Loss {

    private static final Definition DEFINITION = Definition.of("symmetric_absolute_percentage_error", Family.PERCENTAGE)
            .summary(
                    "The error as a fraction of the mean size of label and prediction; as a mean the sMAPE, from 0 to 2.")
            .formula("2·|e| / (|y| + |p|), 0 if both are 0")
            .label(FINITE)
            .prediction(FINITE)
            .range(0, 2)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .shorthand("smape", "mean")
            .outliers("It is at most 2, so no row takes the mean over; any error on a label of 0 costs that.")
            .choose("Relative errors matter and a result should be comparable with forecasting competitions.")
            .peers("The M4 competition states percent; others halve it, so that it lies in [0, 1].")
            .reference("M4 competition, as a fraction")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        double larger = Math.max(Math.abs(label), Math.abs(prediction));
        if (larger == 0) {
            return 0;
        }
        // Divided by the larger, so that no sum overflows.
        double size = Math.abs(Fractions.of(label, prediction, larger));
        return Math.min(2 * size / (Math.abs(label) / larger + Math.abs(prediction) / larger), 2);
    }
}
