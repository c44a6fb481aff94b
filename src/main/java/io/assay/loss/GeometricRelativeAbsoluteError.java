package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

import java.util.List;

/** The logarithm of the error over that of another forecast; the exponential of its mean is the GMRAE. */
public final class GeometricRelativeAbsoluteError implements Loss {

    private static final Definition DEFINITION = Definition.of("geometric_relative_absolute_error", Family.PERCENTAGE)
            .summary(
                    "The logarithm of the error over that of a baseline forecast; the exponential of its mean is the GMRAE.")
            .formula("log(|e| / |y − baseline|)")
            .label(FINITE)
            .prediction(FINITE)
            .required("baseline", FINITE)
            .relation(new Relation(
                    "zero_error",
                    "prediction must not equal label: an error of 0 has no logarithm",
                    List.of("label", "prediction"),
                    values -> Relation.number(values, 0) != Relation.number(values, 1)))
            .relation(new Relation(
                    "zero_baseline_error",
                    "baseline must not equal label: an error of 0 has no logarithm",
                    List.of("label", "baseline"),
                    values -> Relation.number(values, 0) != Relation.number(values, 1)))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.QUASI_CONVEX)
            .aggregate("exponential")
            .shorthand("gmrae", "exponential")
            .outliers("Large errors count by their logarithm; errors near 0, of either forecast, count a lot.")
            .choose("A forecast is compared with a simple one row by row, and no error is 0 by chance.")
            .reference("Closed form; geometric mean relative absolute error")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double baseline) {
        if (!FINITE.contains(label)
                || !FINITE.contains(prediction)
                || !FINITE.contains(baseline)
                || label == prediction
                || label == baseline) {
            return Double.NaN;
        }
        // Halved, both errors stay finite; they are halved only where one would not.
        double error = Math.abs(prediction - label);
        double other = Math.abs(label - baseline);
        return FINITE.contains(error + other)
                ? LogRatioError.of(other, error)
                : LogRatioError.of(Math.abs(label / 2 - baseline / 2), Math.abs(prediction / 2 - label / 2));
    }
}
