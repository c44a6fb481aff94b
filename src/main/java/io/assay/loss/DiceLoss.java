package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** 1 less the Dice overlap of two masks; 0 where both are empty. */
public final class DiceLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("dice_loss", Family.VISION)
            .summary("1 less the Dice overlap of two masks; 0 where both are empty.")
            .formula("1 − (2·Σ y·p + smooth) / (Σ y + Σ p + smooth)")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("smooth", 0.0, NON_NEGATIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, 1)
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("At most 1; a small object that is missed costs as much as a large one.")
            .choose("The object is a small part of the picture, where pixel errors would be drowned by background.")
            .peers("Keras adds 1e-7 below only, so two empty masks cost 1; Optax halves, so its smooth 1 is 2 here.")
            .reference("Milletari et al. 2016; Keras Dice")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double smooth) {
        if (label.size() != prediction.size()
                || label.size() == 0
                || !PROBABILITY.containsAll(label)
                || !PROBABILITY.containsAll(prediction)
                || !NON_NEGATIVE.contains(smooth)) {
            return Double.NaN;
        }
        double common = 0;
        double total = 0;
        for (int i = 0; i < label.size(); i++) {
            double y = Primitives.probability(label.at(i));
            double p = Primitives.probability(prediction.at(i));
            common += y * p;
            total += y + p;
        }
        double divisor = total + smooth;
        return divisor == 0 ? 0 : Math.max(0, 1 - (2 * common + smooth) / divisor);
    }
}
