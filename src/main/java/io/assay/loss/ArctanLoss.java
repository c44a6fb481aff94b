package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** Half the square for small errors, bounded by πc²/4. */
public final class ArctanLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("arctan_loss", Family.ROBUST)
            .summary("Half the square for small errors, bounded by πc²/4.")
            .formula("(c²/2) · atan((e/c)²)")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("c", 1.0, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("Errors beyond a few c all cost nearly the same, πc²/4.")
            .choose("A bounded cost is wanted and fits are made with scipy’s loss of this name.")
            .reference("scipy least_squares with loss arctan")
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
        return c * (c * (StrictMath.atan(ratio * ratio) / 2));
    }
}
