package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.SIGN;

/** The loss of support vector machines: 0 from a margin of 1 on, linear below. */
public final class Hinge implements Loss {

    private static final Definition DEFINITION = Definition.of("hinge", Family.MARGIN)
            .summary("The loss of support vector machines: 0 from a margin of 1 on, linear below.")
            .formula("max(0, 1 − t·x), t = 1 if label = 1 else −1")
            .label(SIGN)
            .prediction(EXTENDED)
            .shorthand("hinge_loss", "mean")
            .reference("scikit-learn hinge_loss, Keras Hinge, Optax hinge_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!SIGN.contains(label) || !EXTENDED.contains(prediction)) {
            return Double.NaN;
        }
        double margin = label == 1 ? prediction : -prediction;
        return Math.max(0, 1 - margin);
    }
}
