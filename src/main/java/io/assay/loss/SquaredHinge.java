package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.SIGN;

/** The square of the hinge: 0 from a margin of 1 on, quadratic below. */
public final class SquaredHinge implements Loss {

    private static final Definition DEFINITION = Definition.of("squared_hinge", Family.MARGIN)
            .summary("The square of the hinge: 0 from a margin of 1 on, quadratic below.")
            .formula("max(0, 1 − t·x)², t = 1 if label = 1 else −1")
            .label(SIGN)
            .prediction(EXTENDED)
            .reference("Keras SquaredHinge")
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
        double missing = Math.max(0, 1 - margin);
        return missing * missing;
    }
}
