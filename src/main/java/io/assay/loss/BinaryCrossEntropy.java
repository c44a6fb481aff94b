package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.NON_POSITIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The log loss of a predicted probability: how surprising the label is under it.
 *
 * <p>Where the prediction is 0 or 1 libraries differ: {@code eps} keeps it away from both ends (2.2e-16 scikit-learn, 1e-15
 * Spark, 1e-7 Keras, 0 exact and possibly infinite); {@code log_floor} bounds the logarithm instead (−100 torch).
 *
 * <p>With {@code eps} 0 and no {@code log_floor} it is convex and smooth in the prediction; either bound takes that away
 * near the ends.
 */
public final class BinaryCrossEntropy implements Loss {

    private static final Definition DEFINITION = Definition.of("binary_cross_entropy", Family.BINARY)
            .summary("The log loss of a predicted probability: how surprising the label is under it.")
            .formula("−y·log p' − (1−y)·log(1−p'), p' = p clipped to [eps, 1−eps], y = label·(1−s) + s/2")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("eps", Clip.DEFAULT, NON_NEGATIVE)
            .parameter("label_smoothing", 0.0, PROBABILITY)
            .optional("log_floor", NON_POSITIVE)
            .relation(Clip.RELATION)
            .outliers(
                    "A confident mistake costs without bound but for eps, 36 by default: a few can take the mean over.")
            .choose("Probabilities are used as such and have to be right; it is a proper score."
                    + " Where logits are there, take sigmoid_cross_entropy.")
            .peers("With a prediction of 0 for a label of 1: scikit-learn 36.04 (eps 2.2e-16, the default; 15.94 for"
                    + " float32), Spark MLlib 34.54 (eps 1e-15), Keras 16.12 (eps 1e-7; 15.94 in float32),"
                    + " torch BCELoss 100 (eps 0, log_floor -100), exactly infinite (eps 0).")
            .shorthand("log_loss", "mean")
            .shorthand("bce", "mean")
            .reference("scikit-learn log_loss, torch BCELoss, Keras BinaryCrossentropy, TFMA, Spark MLlib logLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    /** {@code logFloor} is NaN when there is none. */
    public double loss(double label, double prediction, double eps, double labelSmoothing, double logFloor) {
        double smoothing = Primitives.probability(labelSmoothing);
        double target = Primitives.probability(label) * (1 - smoothing) + smoothing / 2;
        double probability = Primitives.probability(prediction);
        if (!Clip.isEps(eps)
                || !(Double.isNaN(logFloor) || NON_POSITIVE.contains(logFloor))
                || Double.isNaN(target + probability)) {
            return Double.NaN;
        }
        double clipped = Clip.clip(probability, eps);
        // A term of weight 0 is 0, however infinite its logarithm; and a hard label pays for one logarithm only.
        double whenTrue = target == 0 ? 0 : target * floored(StrictMath.log(clipped), logFloor);
        double whenFalse = target == 1 ? 0 : (1 - target) * floored(StrictMath.log1p(-clipped), logFloor);
        return 0 - whenTrue - whenFalse;
    }

    private static double floored(double logarithm, double floor) {
        return logarithm < floor ? floor : logarithm;
    }
}
