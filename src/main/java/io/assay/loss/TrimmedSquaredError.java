package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** Half the square up to {@code c}, where it stays. */
public final class TrimmedSquaredError implements Loss {

    private static final Definition DEFINITION = Definition.of("trimmed_squared_error", Family.ROBUST)
            .summary("Half the square of errors up to c; every larger one costs c²/2.")
            .formula("min(e², c²)/2")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("c", 2.0, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("Errors beyond c all cost the same, c²/2.")
            .choose("Large errors should count as misses, one like another, and smaller ones by their square.")
            .reference("statsmodels TrimmedMean.rho")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double c) {
        double size = TuningConstant.size(label, prediction, c);
        double counted = Math.min(size, c);
        return counted * counted / 2;
    }
}
