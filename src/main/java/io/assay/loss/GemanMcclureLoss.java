package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** Half the square for small errors, slowly approaching a constant for large ones. */
public final class GemanMcclureLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("geman_mcclure_loss", Family.ROBUST)
            .summary("Half the square for small errors, slowly approaching c²/2 for large ones.")
            .formula("(c²/2) · (e/c)² / (1 + (e/c)²)")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("c", 1.0, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "Errors beyond a few c all cost nearly the same, c²/2; the approach is slow, so far is still told from farther.")
            .choose("A share of the labels is plainly wrong and a bounded cost is wanted.")
            .peers("Some texts scale it to approach 1 or 2.")
            .reference("Geman and McClure 1985")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double c) {
        double size = TuningConstant.size(label, prediction, c);
        if (size > c) {
            double inverse = c / size;
            return c * (c / (2 * (1 + inverse * inverse)));
        }
        double ratio = size / c;
        return size * (size / (2 * (1 + ratio * ratio)));
    }
}
