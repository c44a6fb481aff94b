package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.EXTENDED;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The focal loss of a logit with one focus for positives and another, with a margin, for negatives. */
public final class AsymmetricFocalLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("asymmetric_focal_loss", Family.COST)
            .summary(
                    "The focal loss with one focus for positives and another for negatives; easy negatives below a margin cost 0.")
            .formula(
                    "y = 1: (1−q)^gamma_pos · −log q; y = 0: m^gamma_neg · −log(1−m), m = max(q − margin, 0); q = sigmoid(x)")
            .label(BINARY)
            .prediction(EXTENDED)
            .parameter("gamma_pos", 0.0, NON_NEGATIVE)
            .parameter("gamma_neg", 4.0, NON_NEGATIVE)
            .parameter("margin", 0.05, PROBABILITY)
            .convexity(Convexity.QUASI_CONVEX)
            .shorthand("asl", "mean")
            .outliers(
                    "Easy rows hardly count; a confident mistake on a positive counts in proportion to its logit, and on a"
                            + " negative at most −log margin.")
            .choose(
                    "Labels are many and mostly negative, as in multilabel images, and easy negatives should not drown the rest.")
            .reference("Ridnik et al. 2021, ASL")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double gammaPos, double gammaNeg, double margin) {
        double shift = Primitives.probability(margin);
        if (!BINARY.contains(label)
                || !EXTENDED.contains(prediction)
                || !NON_NEGATIVE.contains(gammaPos)
                || !NON_NEGATIVE.contains(gammaNeg)
                || Double.isNaN(shift)) {
            return Double.NaN;
        }
        if (label == 1) {
            return focus(-Primitives.softplus(prediction), gammaPos) * Primitives.softplus(-prediction);
        }
        if (shift == 0) {
            return focus(-Primitives.softplus(-prediction), gammaNeg) * Primitives.softplus(prediction);
        }
        double probability = Math.max(Primitives.sigmoid(prediction) - shift, 0);
        double surprise = probability < 0.5
                ? 0 - StrictMath.log1p(-probability)
                : 0 - StrictMath.log(Primitives.sigmoid(-prediction) + shift);
        return StrictMath.pow(probability, gammaNeg) * surprise;
    }

    /** A probability to the power of gamma, from its logarithm. */
    private static double focus(double logProbability, double gamma) {
        return gamma == 0 ? 1 : StrictMath.exp(gamma * logProbability);
    }
}
