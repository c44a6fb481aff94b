package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The log loss of an event that had more or less exposure: the score gives a rate, the intensity its exposure. */
public final class CrossEntropyLambda implements Loss {

    /** Below it, log(1 + exp(x)) is exp(x) to the last bit. */
    private static final double FAR_BELOW = -37;

    private static final Definition DEFINITION = Definition.of("cross_entropy_lambda", Family.MARGIN)
            .summary("The log loss of an event under a rate, log(1 + exp(score)), and the exposure of its row.")
            .formula("−y·log(1 − exp(−w·h)) + (1−y)·w·h, h = softplus(x), w = intensity")
            .label(PROBABILITY)
            .prediction(FINITE)
            .parameter("intensity", 1.0, POSITIVE)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "A confident mistake costs as much as its score is large, times the intensity if nothing happened.")
            .choose("Rows were exposed for different times or amounts, and a model predicts the rate behind the event;"
                    + " with intensity 1 it is sigmoid_cross_entropy.")
            .peers("LightGBM takes the row's weight as intensity, and averages without weights.")
            .reference("LightGBM cross_entropy_lambda")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double intensity) {
        double target = Primitives.probability(label);
        if (!FINITE.contains(prediction) || !POSITIVE.contains(intensity) || Double.isNaN(target)) {
            return Double.NaN;
        }
        double expected = intensity * Primitives.softplus(prediction);
        double whenTrue = target == 0 ? 0 : target * -logarithm(prediction, intensity, expected);
        double whenFalse = target == 1 ? 0 : (1 - target) * expected;
        return whenTrue + whenFalse;
    }

    /** log(1 − exp(−expected)), also where the rate is next to 0, or so small that it is 0. */
    private static double logarithm(double score, double intensity, double expected) {
        return score < FAR_BELOW && expected < 1e-8
                ? score + StrictMath.log(intensity) - expected / 2
                : Primitives.log1mExp(expected);
    }
}
