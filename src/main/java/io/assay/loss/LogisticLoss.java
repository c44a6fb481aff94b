package io.assay.loss;

import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.SIGN;

/** The log loss of a score by its margin: log(1 + exp(−t·x)). */
public final class LogisticLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("logistic_loss", Family.MARGIN)
            .summary("The log loss of a score by its margin: log(1 + exp(−t·x)).")
            .formula("softplus(−t·x), t = 1 if label = 1 else −1")
            .label(SIGN)
            .prediction(EXTENDED)
            .shorthand("soft_margin_loss", "mean")
            .reference("numpy logaddexp(0, −t·x); torch SoftMarginLoss, which overflows from 709 on")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!SIGN.contains(label) || !EXTENDED.contains(prediction)) {
            return Double.NaN;
        }
        return Primitives.softplus(label == 1 ? -prediction : prediction);
    }
}
