package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.OPEN_UNIT;

/** The exponential loss as a score of probabilities: what boosting minimises, by p = sigmoid(2x). */
public final class BoostingLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("boosting_loss", Family.BINARY)
            .summary("The root of the odds against what came: the exponential loss of boosting, for a probability.")
            .formula("√((1−p)/p) if y = 1, else √(p/(1−p))")
            .label(BINARY)
            .prediction(OPEN_UNIT)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "A confident mistake costs far more than in the log loss: a prediction of 1e-6 for a hit costs 1000.")
            .choose("Confident mistakes must not happen at all; it is a proper score without a bound.")
            .reference("Buja, Stuetzle, Shen 2005; half of beta_loss with alpha = beta = -0.5")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!BINARY.contains(label) || !OPEN_UNIT.contains(prediction)) {
            return Double.NaN;
        }
        // Two roots, since the odds of a tiny probability overflow.
        double right = Math.sqrt(prediction);
        double wrong = Math.sqrt(1 - prediction);
        return label == 1 ? wrong / right : right / wrong;
    }
}
