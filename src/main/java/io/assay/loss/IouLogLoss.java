package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The negative logarithm of the intersection over union of two boxes; infinite where they do not touch. */
public final class IouLogLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("iou_log_loss", Family.VISION)
            .summary(
                    "The negative logarithm of the intersection over union of two boxes; infinite where they do not touch.")
            .formula("−log(intersection/union); a box is x1, y1, x2, y2, or x, y, w, h, or centre x, centre y, w, h")
            .label(FINITE)
            .prediction(FINITE)
            .choice("format", "xyxy", "xywh", "cxcywh")
            .relation(Box.FOUR_NUMBERS)
            .relation(Box.NOT_INVERTED)
            .symmetric()
            .outliers("Infinite for boxes that do not touch, so their share has to be watched apart.")
            .choose("Overlaps are good already, and small ones are to cost much more than large ones.")
            .reference("Yu et al. 2016 (UnitBox)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, String format) {
        Box[] boxes = Box.pair(label, prediction, format);
        return boxes == null ? Double.NaN : Math.abs(StrictMath.log(boxes[0].overlap(boxes[1])));
    }
}
