package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The angle whose tangent is the error as a fraction of the label: bounded where the fraction is not. */
public final class ArctanAbsolutePercentageError implements Loss {

    private static final Definition DEFINITION = Definition.of("arctan_absolute_percentage_error", Family.PERCENTAGE)
            .summary("The arc tangent of the error as a fraction of the label; as a mean the MAAPE, from 0 to π/2.")
            .formula("atan(|e/y|); for y = 0, π/2 or, where e is 0 too, 0")
            .label(FINITE)
            .prediction(FINITE)
            .range(0, Math.PI / 2)
            .zeroAtEquality()
            .convexity(Convexity.QUASI_CONVEX)
            .shorthand("maape", "mean")
            .outliers("It is at most π/2, so neither a large error nor a label near 0 takes the mean over.")
            .choose("Relative errors matter and labels may be 0 or near it.")
            .reference("Kim and Kim 2016; closed form")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!FINITE.contains(label) || !FINITE.contains(prediction)) {
            return Double.NaN;
        }
        double error = prediction - label;
        // The angle of a right triangle needs no division; an error that overflows is halved, and the label with it.
        return FINITE.contains(error)
                ? StrictMath.atan2(Math.abs(error), Math.abs(label))
                : StrictMath.atan2(Math.abs(prediction / 2 - label / 2), Math.abs(label) / 2);
    }
}
