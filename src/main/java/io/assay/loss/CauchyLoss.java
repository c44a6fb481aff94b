package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** Half the square for small errors, the logarithm of the error for large ones. */
public final class CauchyLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("cauchy_loss", Family.ROBUST)
            .summary("Half the square for small errors, growing as the logarithm of the error for large ones.")
            .formula("(c²/2) · log(1 + (e/c)²)")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("c", 2.3849, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .shorthand("lorentzian", "mean")
            .outliers("A large error counts by its logarithm only, so outliers weigh little, and never nothing.")
            .choose("Labels hold gross errors of any size, and larger ones should still cost more.")
            .peers(
                    "scipy least_squares uses c as f_scale and gives the same cost; Barron’s loss at alpha 0 is log(1 + (e/c)²/2), of another scale.")
            .reference("scipy least_squares with loss cauchy; also called Lorentzian")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double c) {
        double size = TuningConstant.size(label, prediction, c);
        if (size / c < TuningConstant.NEGLIGIBLE) {
            return size * size / 2;
        }
        return c * (c * (TuningConstant.log1pSquare(size, c) / 2));
    }
}
