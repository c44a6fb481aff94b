package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The log loss of a predicted probability, with less weight for rows that are right already.
 *
 * <p>{@code alpha} weighs the positive rows, 1 − alpha the others. The factor is of the prediction as it is, the
 * logarithm of the clipped one.
 */
public final class BinaryFocalLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("binary_focal_loss", Family.BINARY)
            .summary("The log loss of a predicted probability with less weight for rows that are right already.")
            .formula("a·(1−p_t)^gamma · −log(p_t'), p_t = p if y = 1 else 1−p, p' clipped to [eps, 1−eps];"
                    + " a = alpha if y = 1 else 1−alpha, 1 without alpha")
            .label(BINARY)
            .prediction(PROBABILITY)
            .parameter("gamma", 2.0, NON_NEGATIVE)
            .optional("alpha", PROBABILITY)
            .parameter("eps", Clip.DEFAULT, NON_NEGATIVE)
            .relation(Clip.RELATION)
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("Confident mistakes dominate even more than in the log loss, as rows that are right fade out.")
            .choose("One class is rare and most rows are easy, so that the log loss tells of easy rows only."
                    + " It is no proper score.")
            .peers("Keras BinaryFocalCrossentropy has eps 1e-7, and alpha 0.25 where class balancing is applied.")
            .reference("Lin et al. 2017; Keras BinaryFocalCrossentropy")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    /** {@code alpha} is NaN when there is none. */
    public double loss(double label, double prediction, double gamma, double alpha, double eps) {
        double probability = Primitives.probability(prediction);
        boolean weighted = !Double.isNaN(alpha);
        if (!BINARY.contains(label)
                || !NON_NEGATIVE.contains(gamma)
                || (weighted && !PROBABILITY.contains(alpha))
                || !Clip.isEps(eps)
                || Double.isNaN(probability)) {
            return Double.NaN;
        }
        boolean positive = label == 1;
        double share = Primitives.probability(alpha);
        double weight = weighted ? (positive ? share : 1 - share) : 1;
        double clipped = Clip.clip(probability, eps);
        double surprise = 0 - (positive ? StrictMath.log(clipped) : StrictMath.log1p(-clipped));
        double factor = weight * StrictMath.pow(positive ? 1 - probability : probability, gamma);
        return factor == 0 ? 0 : factor * surprise;
    }
}
