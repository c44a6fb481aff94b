package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

/** 1 where the prediction, cut at a threshold, is wrong; its mean is the error rate. */
public final class ZeroOneLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("zero_one_loss", Family.BINARY)
            .summary(
                    "1 where the predicted probability, cut at a threshold, is on the wrong side; its mean is the error rate.")
            .formula("[ [p ≥ threshold] ≠ y ]")
            .label(BINARY)
            .prediction(PROBABILITY)
            .parameter("threshold", 0.5, FINITE)
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("A confident mistake costs as much as a narrow one.")
            .choose("Only the decision counts, and both kinds of mistake cost the same.")
            .peers("Keras BinaryAccuracy and TFMA count a prediction equal to the threshold as negative:"
                    + " theirs is threshold 0.5000000000000001.")
            .shorthand("error_rate", "mean")
            .shorthand("error", "mean")
            .reference("scikit-learn zero_one_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double threshold) {
        double decision = Decision.of(label, prediction, threshold);
        if (Double.isNaN(decision)) {
            return Double.NaN;
        }
        return decision == label ? 0 : 1;
    }
}
