package io.assay.loss;

import static io.assay.loss.Domain.CLASS_INDEX;

/** The share of pixels with another class than the label's. */
public final class PixelError implements Loss {

    private static final Definition DEFINITION = Definition.of("pixel_error", Family.VISION)
            .summary(
                    "The share of pixels that have another class than the label's. Weighted by pixels, the mean is over pixels.")
            .formula("mean of [y_i ≠ p_i]")
            .label(CLASS_INDEX)
            .prediction(CLASS_INDEX)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(0, 1)
            .zeroAtEquality()
            .symmetric()
            .outliers("Every pixel counts the same, so large classes decide.")
            .choose("Pixels are equally important; for small objects take mean_iou or dice_loss.")
            .reference("scikit-learn zero_one_loss over pixels")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size()
                || label.size() == 0
                || !CLASS_INDEX.containsAll(label)
                || !CLASS_INDEX.containsAll(prediction)) {
            return Double.NaN;
        }
        int wrong = 0;
        for (int i = 0; i < label.size(); i++) {
            wrong += label.at(i) == prediction.at(i) ? 0 : 1;
        }
        return (double) wrong / label.size();
    }
}
