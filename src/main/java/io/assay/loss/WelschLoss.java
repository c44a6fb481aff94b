package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** Half the square for small errors, soon nearly the same for all larger ones. */
public final class WelschLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("welsch_loss", Family.ROBUST)
            .summary("Half the square for small errors, soon nearly c²/2 for all larger ones.")
            .formula("(c²/2) · (1 − exp(−(e/c)²))")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("c", 2.9846, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("Errors beyond 3c all cost nearly the same, c²/2, so an outlier counts as one, however far out.")
            .choose("Tukey’s biweight is wanted without its sharp end at c.")
            .reference("Closed form; also called Leclerc loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double c) {
        double size = TuningConstant.size(label, prediction, c);
        double ratio = size / c;
        if (ratio < TuningConstant.NEGLIGIBLE) {
            return size * size / 2;
        }
        return c * (c * (-StrictMath.expm1(-ratio * ratio) / 2));
    }
}
