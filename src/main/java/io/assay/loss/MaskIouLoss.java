package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** 1 less the intersection over union of two masks; 0 where both are empty. */
public final class MaskIouLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("mask_iou_loss", Family.VISION)
            .summary("1 less the intersection over union of two masks; 0 where both are empty.")
            .formula("1 − (I + smooth) / (Σ y + Σ p − I + smooth), I = Σ y·p")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("smooth", 0.0, NON_NEGATIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, 1)
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("At most 1; harder on a partial overlap than dice_loss.")
            .choose("As dice_loss, where results are compared by intersection over union.")
            .shorthand("jaccard_loss", "mean")
            .reference("Closed form; Jaccard")
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
        double divisor = total - common + smooth;
        return divisor == 0 ? 0 : Math.max(0, 1 - (common + smooth) / divisor);
    }
}
