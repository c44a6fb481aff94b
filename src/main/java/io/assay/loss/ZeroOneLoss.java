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
            .shorthand("error_rate", "mean")
            .reference("scikit-learn zero_one_loss; Keras and TFMA count p = threshold as negative")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double threshold) {
        double probability = Primitives.probability(prediction);
        if (!BINARY.contains(label) || !FINITE.contains(threshold) || Double.isNaN(probability)) {
            return Double.NaN;
        }
        return probability >= threshold == (label == 1) ? 0 : 1;
    }
}
