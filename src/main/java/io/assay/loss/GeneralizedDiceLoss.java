package io.assay.loss;

import static io.assay.loss.Domain.PROBABILITY;

/**
 * 1 less the Dice overlap of several classes, each weighted by the inverse square of its size, so that small classes
 * count as large ones. A row of the matrices is the mask of a class.
 */
public final class GeneralizedDiceLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("generalized_dice_loss", Family.VISION)
            .summary("1 less the Dice overlap of the masks of several classes, small classes weighted up.")
            .formula(
                    "1 − 2·Σ_c w_c·Σ y·p/Σ_c w_c·Σ (y + p), w_c = 1/(Σ y)², 0 for a class that the label does not have")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .relation(Matrices.sameShape("label", "prediction"))
            .relation(Matrices.notEmpty("label"))
            .range(0, 1)
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("At most 1; the smallest class of the label decides most.")
            .choose("Classes differ much in size and each matters. A row is a class, an element a pixel.")
            .peers("Optax scales the weights to a sum of 1 first; some give absent classes the largest weight.")
            .reference("Sudre et al. 2017")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Matrix label, Matrix prediction) {
        if (!Matrices.areOfOneShape(label, prediction)
                || !Matrices.hasElements(label)
                || !PROBABILITY.containsAll(label)
                || !PROBABILITY.containsAll(prediction)) {
            return Double.NaN;
        }
        double smallest = Double.POSITIVE_INFINITY;
        for (int c = 0; c < label.rows(); c++) {
            double size = size(label.row(c));
            smallest = size > 0 ? Math.min(smallest, size) : smallest;
        }
        double apart = 0;
        double total = 0;
        for (int c = 0; c < label.rows(); c++) {
            // In units of the largest weight, so that none overflows.
            double root = smallest / size(label.row(c));
            Masks masks = Masks.of(label.row(c), prediction.row(c));
            if (root <= 1) {
                double oneSided = masks.predictedOnly() + masks.labelOnly();
                apart += root * root * oneSided;
                total += root * root * (oneSided + 2 * masks.both());
            }
        }
        return total == 0 ? 0 : apart / total;
    }

    private static double size(Doubles mask) {
        double sum = 0;
        for (int i = 0; i < mask.size(); i++) {
            sum += Primitives.probability(mask.at(i));
        }
        return sum;
    }
}
