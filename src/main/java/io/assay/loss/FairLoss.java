package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** Half the square for small errors, nearly linear for large ones. */
public final class FairLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("fair_loss", Family.ROBUST)
            .summary("Half the square for small errors, nearly linear for large ones; convex.")
            .formula("c² · (|e|/c − log(1 + |e|/c))")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("c", 1.0, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A large error counts almost in proportion to its size, so no single row takes the mean over.")
            .choose("Huber is wanted, bending slowly rather than at one place.")
            .reference("LightGBM objective fair")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double c) {
        double size = TuningConstant.size(label, prediction, c);
        double ratio = size / c;
        if (ratio < 1e-16) {
            return size * size / 2;
        }
        if (ratio < 0.5) {
            return c * (c * -Primitives.log1pMinus(ratio));
        }
        // The ratio may overflow where its logarithm does not.
        double logarithm = ratio < 1e16 ? StrictMath.log1p(ratio) : StrictMath.log(size) - StrictMath.log(c);
        return Double.isInfinite(size) ? size : c * (size - c * logarithm);
    }
}
