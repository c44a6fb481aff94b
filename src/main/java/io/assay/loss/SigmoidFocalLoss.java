package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The log loss of a logit, with less weight for rows that are right already.
 *
 * <p>{@code alpha} weighs the positive rows, 1 − alpha the others.
 */
public final class SigmoidFocalLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("sigmoid_focal_loss", Family.MARGIN)
            .summary("The log loss of a logit with less weight for rows that are right already.")
            .formula("a·sigmoid(u)^gamma·softplus(u), u = (1 − 2y)·x; a = alpha if y = 1 else 1−alpha, 1 without alpha")
            .label(BINARY)
            .prediction(EXTENDED)
            .parameter("gamma", 2.0, NON_NEGATIVE)
            .optional("alpha", PROBABILITY)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("Confident mistakes dominate even more than in the log loss, as rows that are right fade out.")
            .choose("One class is rare, most rows are easy, and logits are there. It is no proper score.")
            .peers("torchvision sigmoid_focal_loss has alpha 0.25 unless told otherwise.")
            .reference("Lin et al. 2017; Optax sigmoid_focal_loss, torchvision")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    /** {@code alpha} is NaN when there is none. */
    public double loss(double label, double prediction, double gamma, double alpha) {
        boolean weighted = !Double.isNaN(alpha);
        if (!BINARY.contains(label)
                || !EXTENDED.contains(prediction)
                || !NON_NEGATIVE.contains(gamma)
                || (weighted && !PROBABILITY.contains(alpha))) {
            return Double.NaN;
        }
        double wrong = label == 1 ? -prediction : prediction;
        double share = Primitives.probability(alpha);
        double weight = weighted ? (label == 1 ? share : 1 - share) : 1;
        double fading = gamma == 0 ? 1 : StrictMath.exp(-gamma * Primitives.softplus(-wrong));
        double factor = weight * fading;
        return factor == 0 ? 0 : factor * Primitives.softplus(wrong);
    }
}
