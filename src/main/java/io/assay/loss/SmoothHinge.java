package io.assay.loss;

/** A hinge with a rounded corner: 0 from a margin of 1 on, quadratic to 0, linear below. */
public final class SmoothHinge implements Loss {

    private static final Definition DEFINITION = Margins.definition("smooth_hinge")
            .summary("A hinge with a rounded corner: 0 from a margin of 1 on, quadratic to 0, linear below.")
            .formula("0 if z ≥ 1, (1 − z)²/2 if 0 < z < 1, 1/2 − z if z ≤ 0; z = t·x, t = 1 if label = 1 else −1")
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("A confident mistake costs linearly.")
            .choose("As for hinge, where a continuous slope is wanted.")
            .reference("Rennie 2005")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, String labels) {
        double margin = Margins.of(label, prediction, labels);
        if (margin <= 0) {
            return 0.5 - margin;
        }
        double missing = Math.max(0, 1 - margin);
        return missing * missing / 2;
    }
}
