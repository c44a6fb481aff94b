package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

/**
 * The mean of a predicted mask times the signed distance to the true boundary: pixels far outside cost most, pixels
 * inside are negative.
 */
public final class BoundaryLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("boundary_loss", Family.VISION)
            .summary("The mean of a predicted mask times the signed distance of each pixel to the true boundary.")
            .formula("mean of d_i·p_i; the label is d, the distance to the true boundary, negative inside")
            .label(FINITE)
            .prediction(PROBABILITY)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Linear in the distance of a wrong pixel from the boundary.")
            .choose(
                    "Far strays are worse than a boundary that is a little off. Lower is better, and it is negative for good masks.")
            .reference("Kervadec et al. 2019")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size() || label.size() == 0 || !FINITE.containsAll(label)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < label.size(); i++) {
            sum += label.at(i) * Primitives.probability(prediction.at(i));
        }
        return sum / label.size() + 0.0;
    }
}
