package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.FINITE;

/** 1 where a logit, cut at a threshold, is on the wrong side; {@link ZeroOneLoss} at 0.5 for a threshold of 0. */
public final class SigmoidZeroOne implements Loss {

    private static final Definition DEFINITION = Definition.of("sigmoid_zero_one", Family.MARGIN)
            .summary("1 where a logit, cut at a threshold, is on the wrong side; its mean is the error rate.")
            .formula("[ [x ≥ threshold] ≠ y ]")
            .label(BINARY)
            .prediction(EXTENDED)
            .parameter("threshold", 0.0, FINITE)
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("A confident mistake costs as much as a narrow one.")
            .choose("Only the decision counts, and predictions are logits.")
            .reference("zero_one_loss of the sigmoid")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double threshold) {
        if (!BINARY.contains(label) || !EXTENDED.contains(prediction) || !FINITE.contains(threshold)) {
            return Double.NaN;
        }
        return prediction >= threshold == (label == 1) ? 0 : 1;
    }
}
