package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.PROBABILITY;

/** The log-cosh of the {@link DiceLoss}: flat near 0. */
public final class LogCoshDiceLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("log_cosh_dice_loss", Family.VISION)
            .summary(
                    "The logarithm of the hyperbolic cosine of the Dice loss of two masks: flat where masks almost agree.")
            .formula("log cosh(1 − (2·Σ y·p + smooth)/(Σ y + Σ p + smooth))")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("smooth", 0.0, NON_NEGATIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, Primitives.logCosh(1))
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers("At most log cosh 1 = 0.434.")
            .choose("A training objective of this form is watched; to judge masks take dice_loss.")
            .reference("Jadon 2020")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static final DiceLoss DICE = new DiceLoss();

    public double loss(Doubles label, Doubles prediction, double smooth) {
        return Primitives.logCosh(DICE.loss(label, prediction, smooth));
    }
}
